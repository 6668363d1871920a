package strictxml

import (
	"errors"
	"fmt"
	"strconv"
)

// Origin says whose rule a finding or an error speaks for.
type Origin int

const (
	// Schema: the published schema, or XML itself, says so. Another validator says the same.
	Schema Origin = iota
	// Hardening: a limit or a strictness of ours; a schema validator would let it pass.
	Hardening
	// Business: a rule of the receiving service that no schema can express.
	Business
)

// String gives the name used in reports: schema, hardening or business.
func (o Origin) String() string {
	switch o {
	case Schema:
		return "schema"
	case Hardening:
		return "hardening"
	case Business:
		return "business"
	}
	return "origin(" + strconv.Itoa(int(o)) + ")"
}

// Severity tells a broken rule from a remark.
type Severity int

const (
	// Broken is the zero value: the document breaks a rule.
	Broken Severity = iota
	// Warning: accepted, but the sender should know.
	Warning
)

// String gives "broken" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "broken"
}

// Finding is one broken rule in a document that could be read.
type Finding struct {
	// Path leads to the element: /Message/MessageHeader/label. Elements that may
	// repeat carry their one-based number, AdditionalDocument[2]; an attribute
	// is the last step, @memoVersion. Namespaces are left out, and identity numbers
	// in names of the sender's own are masked.
	Path string
	// Rule is the stable name of the broken rule, see the Rule constants.
	Rule string
	// Limit is what the rule demands, in words or as a number: "256 characters".
	Limit string
	// Found is what was there instead, with identity numbers masked and then
	// shortened; "" only when that was an empty value.
	Found string
	// By says who makes the rule.
	By Origin
	// Severity is Broken unless said otherwise.
	Severity Severity
	// Code is the receipt code a provider would answer with; only business rules have one.
	Code string
	// Offset is the byte position in the document, after decoding to UTF-8, near
	// which the fault was noticed; -1 for findings about a finished model.
	Offset int64
}

// String is the one-line form for logs and test failures.
func (f Finding) String() string {
	s := f.Path + ": " + f.Rule
	if f.Limit != "" {
		s += ", wants " + f.Limit
	}
	if f.Found != "" {
		s += ", found " + strconv.Quote(f.Found)
	}
	return s + " (" + f.By.String() + ")"
}

// Valid reports whether no finding speaks against the document on behalf of one
// of the given origins; with no origin given, on behalf of any. Warnings never count.
func Valid(fs []Finding, by ...Origin) bool {
	for _, f := range fs {
		if f.Severity == Warning {
			continue
		}
		if len(by) == 0 {
			return false
		}
		for _, o := range by {
			if f.By == o {
				return false
			}
		}
	}
	return true
}

// Rule names of the findings that this package makes.
const (
	RuleUnknownElement   = "xsd.element.unknown"   // not declared here; it and all inside it are skipped
	RuleMissingElement   = "xsd.element.missing"   // a required element is not there
	RuleOrder            = "xsd.element.order"     // declared, but earlier in the sequence; still read
	RuleTooMany          = "xsd.element.too.many"  // more than allowed; the surplus is skipped
	RuleChoice           = "xsd.choice"            // elements of two alternatives, or of none
	RuleText             = "xsd.text"              // text where only elements may stand
	RuleUnknownAttribute = "xsd.attribute.unknown" // attribute not declared
	RuleMissingAttribute = "xsd.attribute.missing" // required attribute not there
	RuleType             = "xsd.type"              // not a value of the base type: date, boolean, number ...
	RuleMinLength        = "xsd.minLength"         // characters
	RuleMaxLength        = "xsd.maxLength"         // characters
	RulePattern          = "xsd.pattern"           // regular expression
	RuleEnumeration      = "xsd.enumeration"       // fixed list of values
	RuleRange            = "xsd.range"             // number too small or too large
	RuleFixed            = "xsd.fixed"             // xsi:nil where nothing may be nil

	RuleBase64Stray = "hard.base64"    // a character outside the base64 alphabet; libxml2 skips those
	RuleLatin1      = "hard.charset"   // bytes that are not UTF-8 were read as ISO-8859-1 (warning)
	RuleXsiType     = "hard.xsi.type"  // type substitution is not supported
	RuleBigValue    = "hard.big.value" // number or year too large to be kept
	RuleMore        = "hard.findings"  // more findings than MaxFindings; the rest is not listed
)

// Code is the stable name of the reason why a document could not be read.
type Code string

// The reasons. Each Error carries one.
const (
	CodeMalformed     Code = "xml.malformed"           // not well-formed
	CodeEmpty         Code = "xml.empty"               // no root element at all
	CodeTruncated     Code = "xml.truncated"           // ends in the middle
	CodeDoctype       Code = "xml.doctype"             // document type declarations are refused
	CodeEntity        Code = "xml.entity"              // undefined entity
	CodeDuplicate     Code = "xml.duplicate.attribute" // same attribute twice, also under two prefixes
	CodePrefix        Code = "xml.undeclared.prefix"   // prefix without a namespace
	CodeNamespace     Code = "xml.namespace"           // illegal namespace declaration or name
	CodeAfterRoot     Code = "xml.content.after.root"  // text or element after the root
	CodeRoot          Code = "xml.root"                // another root element than expected
	CodeCharset       Code = "xml.charset.unknown"     // encoding that is not supported
	CodeInvalidUTF8   Code = "xml.charset.invalid"     // bytes that are not UTF-8
	CodeDepth         Code = "xml.limit.depth"         // nested too deep
	CodeAttributes    Code = "xml.limit.attributes"    // too many attributes or namespace declarations
	CodeNameLength    Code = "xml.limit.name"          // element or attribute name too long
	CodeTextLength    Code = "xml.limit.text"          // text of one element, or all text together, too long
	CodeElements      Code = "xml.limit.elements"      // too many elements
	CodeSize          Code = "xml.limit.size"          // document larger than Options.MaxBytes
	CodeRead          Code = "xml.read"                // the source failed; the cause is wrapped
	CodeSink          Code = "xml.sink"                // the sink failed; the cause is wrapped
	CodeWrite         Code = "xml.write"               // the model cannot be written; the cause is wrapped
	CodeWriteChar     Code = "xml.write.character"     // a text holds a character that XML cannot carry
	CodeWriteChoice   Code = "xml.write.choice"        // two alternatives are filled
	CodeWriteRepeated Code = "xml.write.occurs"        // more children than allowed
)

// Error says why a document could not be read or written. Nothing is returned with it.
type Error struct {
	Code   Code
	By     Origin // Schema: XML itself forbids it; Hardening: we do
	Detail string // one sentence that says what to do
	Path   string // element where it happened, as in Finding
	Offset int64  // byte position, -1 when unknown
	Line   int    // one-based, 0 when unknown
	Err    error  // cause, may be nil
}

// Error joins code, sentence and place.
func (e *Error) Error() string {
	s := string(e.Code) + ": " + e.Detail
	if e.Line > 0 {
		s += fmt.Sprintf(" (line %d, byte %d", e.Line, e.Offset)
		if e.Path != "" {
			s += ", in " + e.Path
		}
		s += ")"
	} else if e.Path != "" {
		s += " (in " + e.Path + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the Error in err's chain, "" when there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
