package fjernprint

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Words of a zone.
const (
	pagesFirst = "first"
	pagesAll   = "all"
	pagesNone  = "none" // in a file: take the inherited zone out
	marksAll   = "all"
	marksText  = "text"
)

// checked is a profile file and what is wrong with it.
type checked struct {
	root     *yaml.Node
	problems []*ProfileError
}

func (c *checked) err() error {
	slices.SortFunc(c.problems, func(a, b *ProfileError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Path, b.Path), strings.Compare(a.Problem, b.Problem))
	})
	all := make([]error, 0, len(c.problems))
	for _, p := range c.problems {
		all = append(all, p)
	}
	return errors.Join(all...)
}

// fail notes a problem of a field at the deepest line of its path that the file has.
func (c *checked) fail(at []string, format string, args ...any) {
	line, node := 1, c.root
	for _, name := range at {
		next := child(node, name)
		if next == nil {
			if i := slices.IndexFunc(items(node), func(z *yaml.Node) bool { return scalar(z, "name") == name }); i >= 0 {
				next = items(node)[i]
			}
		}
		if next == nil {
			break
		}
		line, node = next.Line, next
	}
	c.problems = append(c.problems, &ProfileError{Line: line, Path: strings.Join(at, "."), Problem: fmt.Sprintf(format, args...)})
}

func (c *checked) failAt(node *yaml.Node, at, format string, args ...any) {
	c.problems = append(c.problems, &ProfileError{Line: node.Line, Path: at, Problem: fmt.Sprintf(format, args...)})
}

// shape looks at fields and types, before anything is decoded.
func (c *checked) shape() { c.value(c.root, reflect.TypeFor[Profile](), "") }

func (c *checked) value(node *yaml.Node, t reflect.Type, at string) {
	switch {
	case node.Kind == yaml.AliasNode || node.Anchor != "":
		c.failAt(node, at, "anchors and aliases are not allowed; write the value out")
	case t.Kind() == reflect.Struct:
		c.mapping(node, at, fields(t))
	case t.Kind() == reflect.Map:
		c.mapping(node, at, func(string) (reflect.Type, string) { return t.Elem(), "" })
	case t.Kind() == reflect.Slice:
		if node.Kind != yaml.SequenceNode {
			c.failAt(node, at, "a list is wanted here")
			return
		}
		for i, item := range node.Content {
			name := fmt.Sprintf("%s[%d]", at, i)
			if zone := scalar(item, "name"); zone != "" {
				name = join(at, zone)
			}
			c.value(item, t.Elem(), name)
		}
	case node.Kind != yaml.ScalarNode:
		c.failAt(node, at, "%s is wanted here", typeName(t))
	default:
		cut := (t.Kind() == reflect.Int || t.Kind() == reflect.Int64) && node.Tag == "!!float"
		if cut || node.Tag == "!!null" || node.Decode(reflect.New(t).Interface()) != nil {
			c.failAt(node, at, "%q is not %s", node.Value, typeName(t))
		}
	}
}

// mapping looks at keys; typeOf gives the type of a key's value, or nil and what is allowed.
func (c *checked) mapping(node *yaml.Node, at string, typeOf func(string) (reflect.Type, string)) {
	if node.Kind != yaml.MappingNode {
		c.failAt(node, at, "fields are wanted here, such as \"name: value\"")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch t, allowed := typeOf(key.Value); {
		case key.Kind != yaml.ScalarNode || key.Tag == "!!merge":
			c.failAt(key, at, "a plain name is wanted here")
		case t == nil:
			c.failAt(key, at, "unknown field %q; allowed are %s", key.Value, allowed)
		case seen[key.Value]:
			c.failAt(key, join(at, key.Value), "is stated twice; once is allowed")
		default:
			seen[key.Value] = true
			c.value(value, t, join(at, key.Value))
		}
	}
}

// fields are those of a struct as YAML names them.
func fields(t reflect.Type) func(string) (reflect.Type, string) {
	types := map[string]reflect.Type{}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		name, inline, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if inline == "inline" || len(f.Index) > 1 {
			continue
		}
		if name == "" {
			name = strings.ToLower(f.Name)
		}
		types[name], names = f.Type, append(names, name)
	}
	for _, f := range reflect.VisibleFields(t) {
		if _, inline, _ := strings.Cut(f.Tag.Get("yaml"), ","); inline == "inline" {
			for i := range f.Type.NumField() {
				inner := f.Type.Field(i)
				name := inner.Tag.Get("yaml")
				types[name], names = inner.Type, append(names, name)
			}
		}
	}
	return func(name string) (reflect.Type, string) { return types[name], strings.Join(names, ", ") }
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	}
	return "a text"
}

// within is a field that has to lie in a range.
type within struct {
	at       string
	value    float64
	min, max float64
}

var (
	severities = []Severity{Off, Info, Warn, Reject}
	zoneRules  = []RuleID{"", "FP-040", "FP-041", "FP-042", "FP-043", "FP-045", "FP-046", "FP-047", "FP-048"}
	version    = regexp.MustCompile(`^\d\.\d$`)
)

// ranges looks at what the whole profile says, the inherited part included.
func (c *checked) ranges(p *Profile) {
	if strings.TrimSpace(p.Name) == "" {
		c.fail([]string{"name"}, "a profile needs a name")
	}
	if p.Digital != "warn" && p.Digital != "refuse" {
		c.fail([]string{"digital"}, "%q is not allowed; warn or refuse is", p.Digital)
	}
	for _, f := range numbersOf(p) {
		if !(f.value >= f.min && f.value <= f.max) { // not a number is outside
			c.fail(strings.Split(f.at, "."), "%v is not allowed; %v to %v is", f.value, f.min, f.max)
		}
	}
	for _, v := range p.File.Versions {
		if !version.MatchString(v) {
			c.fail([]string{"file", "versions"}, "%q is no PDF version; one reads like \"1.7\"", v)
		}
	}
	if p.File.RejectOver > 0 && p.File.WarnOver > p.File.RejectOver {
		c.fail([]string{"file", "warnOver"}, "%d is more than rejectOver, %d; it has to be less", p.File.WarnOver, p.File.RejectOver)
	}
	c.atMost("address.minLines", float64(p.Address.MinLines), "maxLines", float64(p.Address.MaxLines))
	c.atMost("address.minSize", p.Address.MinSize, "maxSize", p.Address.MaxSize)
	c.atMost("sheets.c5", float64(p.Sheets.C5), "c4", float64(p.Sheets.C4))
	c.zones(p)
	c.rules(p)
	for name, price := range p.Prices.ByCategory {
		if price < -many || price > many {
			c.fail([]string{"prices", "byCategory", name}, "%d is not allowed; at most 1,000,000,000 is", price)
		}
	}
	for i, step := range p.Prices.Postage {
		if step.Price < 0 || step.Price > many || math.IsInf(step.UpToGrams, 0) || !(step.UpToGrams > 0) || i > 0 && !(step.UpToGrams > p.Prices.Postage[i-1].UpToGrams) {
			c.fail([]string{"prices", "postage"}, "step %d (up to %v grams, %d) is not allowed; weights have to grow, prices may not be negative", i+1, step.UpToGrams, step.Price)
		}
	}
}

// atMost wants less to be no more than more, where 0 is no limit.
func (c *checked) atMost(at string, less float64, than string, more float64) {
	if more > 0 && less > more {
		c.fail(strings.Split(at, "."), "%v is more than %s, %v; it may not be", less, than, more)
	}
}

// many is more than anybody needs of anything.
const many = 1e9

func numbersOf(p *Profile) []within {
	return []within{
		{"file.rejectOver", float64(p.File.RejectOver), 0, MaxBytes},
		{"file.warnOver", float64(p.File.WarnOver), 0, MaxBytes},
		{"file.maxPages", float64(p.File.MaxPages), 0, many},
		{"limits.objects", float64(p.Limits.Objects), 0, 5_000_000},
		{"limits.inflated", float64(p.Limits.Inflated), 0, 1 << 30},
		{"limits.operators", float64(p.Limits.Operators), 0, 30_000_000},
		{"limits.depth", float64(p.Limits.Depth), 0, 256},
		{"limits.marks", float64(p.Limits.Marks), 0, 20_000_000},
		{"limits.pages", float64(p.Limits.Pages), 0, 50_000},
		{"page.width", p.Page.Width, 10, 2000},
		{"page.height", p.Page.Height, 10, 2000},
		{"page.less", p.Page.Less, 0, 2000},
		{"page.more", p.Page.More, 0, 2000},
		{"page.alike", p.Page.Alike, 0, 2000},
		{"page.over", p.Page.Over, 0, 2000},
		{"shrink", p.Slack, 0, 10},
		{"white", p.White, 0.5, 1},
		{"address.minLines", float64(p.Address.MinLines), 0, 100},
		{"address.maxLines", float64(p.Address.MaxLines), 0, 100},
		{"address.characters", float64(p.Address.Characters), 0, 1000},
		{"address.minSize", p.Address.MinSize, 0, 100},
		{"address.maxSize", p.Address.MaxSize, 0, 100},
		{"sender.lines", float64(p.Sender.Lines), 0, 100},
		{"sender.characters", float64(p.Sender.Characters), 0, 1000},
		{"sheets.c5", float64(p.Sheets.C5), 0, many},
		{"sheets.c4", float64(p.Sheets.C4), 0, many},
		{"sheets.attachments", float64(p.Sheets.Attachments), 0, many},
		{"sheets.digitalAttachments", float64(p.Sheets.DigitalAttachments), 0, many},
		{"images.minPPI", p.Images.MinPPI, 0, 2400},
		{"images.minSide", p.Images.MinSide, 0, 2000},
		{"prices.page", float64(p.Prices.Page), 0, many},
		{"prices.colorPage", float64(p.Prices.ColorPage), 0, many},
		{"prices.sheet", float64(p.Prices.Sheet), 0, many},
		{"prices.c5", float64(p.Prices.C5), 0, many},
		{"prices.c4", float64(p.Prices.C4), 0, many},
		{"prices.sheetGrams", p.Prices.SheetGrams, 0, 1000},
		{"prices.c5Grams", p.Prices.C5Grams, 0, 1000},
		{"prices.c4Grams", p.Prices.C4Grams, 0, 1000},
	}
}

func (c *checked) zones(p *Profile) {
	seen := map[string]bool{}
	const edge = 0.005 // boxes are written with two decimals
	for _, z := range p.Zones {
		fail := func(field, format string, args ...any) {
			c.fail([]string{"zones", z.Name, field}, format, args...)
		}
		switch {
		case z.Name == "":
			c.fail([]string{"zones"}, "a zone has no name; each needs one")
		case seen[z.Name]:
			fail("name", "there are two zones of this name; each needs its own")
		}
		seen[z.Name] = true
		for _, v := range []float64{z.Box.X, z.Box.Y, z.Box.W, z.Box.H} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				fail("x", "%v is no length; write millimetres", v)
				return
			}
		}
		if b := z.Box; b.X < 0 || b.Y < 0 || !(b.W > 0) || !(b.H > 0) || b.X+b.W > p.Page.Width+edge || b.Y+b.H > p.Page.Height+edge {
			fail("x", "x %v to %v, y %v to %v is not on the page; 0 to %v and 0 to %v is", b.X, b.X+b.W, b.Y, b.Y+b.H, p.Page.Width, p.Page.Height)
		}
		if z.Pages != pagesFirst && z.Pages != pagesAll {
			fail("pages", "%q is not allowed; first, all or none is", z.Pages)
		}
		if z.Marks != marksAll && z.Marks != marksText {
			fail("marks", "%q is not allowed; all or text is", z.Marks)
		}
		if !slices.Contains(zoneRules, z.Rule) {
			fail("rule", "%q is not about a zone; allowed are %q", z.Rule, zoneRules)
		}
	}
}

func (c *checked) rules(p *Profile) {
	for id, s := range p.Rules {
		at := []string{"rules", string(id)}
		rule, ok := ruleOf(id)
		if !ok {
			c.fail(at, "there is no such rule; allowed are %s", strings.Join(ruleIDs(), ", "))
			continue
		}
		if s.Severity != "" && !slices.Contains(severities, s.Severity) {
			c.fail(append(at, "severity"), "%q is not allowed; off, info, warn or reject is", s.Severity)
		}
		if rule.ends() && s.Severity != "" && s.Severity != Reject {
			c.fail(append(at, "severity"), "%q is not allowed; a document that breaks this rule cannot be looked at, so only reject is", s.Severity)
		}
		for code, severity := range s.Codes {
			row, _ := wordingOf(code)
			switch {
			case !slices.Contains(p.codesOf(id), code):
				c.fail(append(at, "codes", code), "the rule has no such code; allowed are %s", strings.Join(p.codesOf(id), ", "))
			case !slices.Contains(severities, severity):
				c.fail(append(at, "codes", code), "%q is not allowed; off, info, warn or reject is", severity)
			case row.Ends && severity != Reject:
				c.fail(append(at, "codes", code), "%q is not allowed; such a document cannot be looked at, so only reject is", severity)
			}
		}
	}
}
