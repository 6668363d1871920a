package strictxml_test

import (
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/strictxml"
)

// wellFormed are documents that must pass the scanner.
var wellFormed = []string{
	"<a/>",
	"\xef\xbb\xbf<a/>",
	"\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a/>\n",
	"<?xml version='1.0' encoding='utf8' standalone='yes' ?><a/>",
	"<?xml version=\"1.0\" encoding=\"UTF8\"?><a>æ</a>",
	"<?xml version = '1.0'?><!-- c --><?p i?><a/><!-- d --><?q?> \r\n",
	"<a b='1' c = \"2\" >x</a >",
	"<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F4E8;</a>",
	"<a><![CDATA[<b>&]] ]>]]></a>",
	"<a><![CDATA[]]></a>",
	"<a>]]&gt; ]] > ]</a>",
	"<a>one\r\ntwo\rthree\n</a>",
	"<a b='1&#10;2\r\n3\t4'/>",
	"<p:a xmlns:p='u'><p:b p:c='1' c='2'/></p:a>",
	"<a xmlns='u'><b xmlns=''><c xmlns='v'/></b></a>",
	"<r><n:a xmlns:n='1'/><n:a xmlns:n='2'/></r>",
	"<a xml:lang='da'/>",
	"<ærø åben='ja'/>",
	"<a><b>x</b><!-- ]]> > & < --><?p ]]> & ?>y</a>",
	"<a.b-c_1/>",
	"<a b='\uD7FF\ue000\ufffd\U0010ffff&#xfffd;'>\uD7FF\ue000\ufffd\U0010ffff</a>",
}

// refused are documents that must not pass, each with one fault.
var refused = []struct {
	why, doc string
	code     strictxml.Code
}{
	{"nothing", "", strictxml.CodeEmpty},
	{"only white space", "  \n", strictxml.CodeEmpty},
	{"only a byte order mark", "\xef\xbb\xbf", strictxml.CodeEmpty},
	{"only a comment", "<!-- x -->", strictxml.CodeEmpty},
	{"text only", "hej", strictxml.CodeMalformed},
	{"JSON", `{"a":1}`, strictxml.CodeMalformed},
	{"unclosed", "<a>", strictxml.CodeTruncated},
	{"cut in a tag", "<a b='1", strictxml.CodeTruncated},
	{"cut in a comment", "<a/><!-- x", strictxml.CodeTruncated},
	{"cut in CDATA", "<a><![CDATA[x", strictxml.CodeTruncated},
	{"wrong end tag", "<a></b>", strictxml.CodeMalformed},
	{"end tag before root", "</a>", strictxml.CodeMalformed},
	{"end tag with other prefix", "<p:a xmlns:p='u' xmlns:q='u'></q:a>", strictxml.CodeMalformed},
	{"document type", "<!DOCTYPE a><a/>", strictxml.CodeDoctype},
	{"entity bomb", "<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'>]><a>&y;</a>", strictxml.CodeDoctype},
	{"external entity", "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>", strictxml.CodeDoctype},
	{"document type inside", "<a><!DOCTYPE b></a>", strictxml.CodeDoctype},
	{"undefined entity", "<a>&nbsp;</a>", strictxml.CodeEntity},
	{"lone ampersand", "<a>Søn & Co</a>", strictxml.CodeEntity},
	{"ampersand in attribute", "<a b='x & y'/>", strictxml.CodeEntity},
	{"character reference to a control", "<a>&#1;</a>", strictxml.CodeMalformed},
	{"no character", "<a>\ufffe</a>", strictxml.CodeMalformed},
	{"character reference to no character", "<a>&#xffff;</a>", strictxml.CodeMalformed},
	{"character reference to half a character", "<a>&#xd800;</a>", strictxml.CodeMalformed},
	{"character reference too large", "<a>&#x110000;</a>", strictxml.CodeMalformed},
	{"character reference to a surrogate", "<a>&#xD800;</a>", strictxml.CodeMalformed},
	{"empty character reference", "<a>&#;</a>", strictxml.CodeMalformed},
	{"control character", "<a>\x01</a>", strictxml.CodeMalformed},
	{"control character in attribute", "<a b='\x02'/>", strictxml.CodeMalformed},
	{"control character in comment", "<a><!-- \x03 --></a>", strictxml.CodeMalformed},
	{"not a character", "<a>\xef\xbf\xbe</a>", strictxml.CodeMalformed},
	{"duplicate attribute", "<a b='1' b='2'/>", strictxml.CodeDuplicate},
	{"duplicate attribute by namespace", "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", strictxml.CodeDuplicate},
	{"duplicate namespace declaration", "<a xmlns:p='u' xmlns:p='u'/>", strictxml.CodeDuplicate},
	{"undeclared prefix", "<p:a/>", strictxml.CodePrefix},
	{"undeclared attribute prefix", "<a p:b='1'/>", strictxml.CodePrefix},
	{"prefix out of scope", "<a><b xmlns:p='u'/><p:c/></a>", strictxml.CodePrefix},
	{"prefix bound to nothing", "<a xmlns:p=''/>", strictxml.CodeNamespace},
	{"xml bound elsewhere", "<a xmlns:xml='u'/>", strictxml.CodeNamespace},
	{"xmlns bound", "<a xmlns:xmlns='u'/>", strictxml.CodeNamespace},
	{"two colons", "<a:b:c xmlns:a='u'/>", strictxml.CodeNamespace},
	{"colon first", "<:a/>", strictxml.CodeNamespace},
	{"local name begins with digit", "<p:1a xmlns:p='u'/>", strictxml.CodeNamespace},
	{"second root", "<a/><b/>", strictxml.CodeAfterRoot},
	{"text after root", "<a/>x", strictxml.CodeAfterRoot},
	{"CDATA after root", "<a/><![CDATA[ ]]>", strictxml.CodeAfterRoot},
	{"reference after root", "<a/>&#32;", strictxml.CodeAfterRoot},
	{"end tag after root", "<a/></a>", strictxml.CodeAfterRoot},
	{"CDATA before root", "<![CDATA[ ]]><a/>", strictxml.CodeMalformed},
	{"late XML declaration", " <?xml version='1.0'?><a/>", strictxml.CodeMalformed},
	{"two XML declarations", "<?xml version='1.0'?><?xml version='1.0'?><a/>", strictxml.CodeMalformed},
	{"XML 1.1", "<?xml version='1.1'?><a/>", strictxml.CodeMalformed},
	{"declaration without version", "<?xml encoding='utf-8'?><a/>", strictxml.CodeMalformed},
	{"declaration in wrong order", "<?xml version='1.0' standalone='no' encoding='utf-8'?><a/>", strictxml.CodeMalformed},
	{"declaration with rubbish", "<?xml version='1.0' x='y'?><a/>", strictxml.CodeMalformed},
	{"wrong standalone", "<?xml version='1.0' standalone='maybe'?><a/>", strictxml.CodeMalformed},
	{"]]> in text", "<a>x]]>y</a>", strictxml.CodeMalformed},
	{"]]]> in text", "<a>]]]></a>", strictxml.CodeMalformed},
	{"-- in comment", "<a><!-- x -- y --></a>", strictxml.CodeMalformed},
	{"---> ends comment", "<a><!-- x ---></a>", strictxml.CodeMalformed},
	{"< in attribute", "<a b='<'/>", strictxml.CodeMalformed},
	{"no quotes", "<a b=1/>", strictxml.CodeMalformed},
	{"no value", "<a b/>", strictxml.CodeMalformed},
	{"no blank between attributes", "<a b='1'c='2'/>", strictxml.CodeMalformed},
	{"blank before name", "< a/>", strictxml.CodeMalformed},
	{"name begins with digit", "<1a/>", strictxml.CodeMalformed},
	{"name begins with dash", "<-a/>", strictxml.CodeMalformed},
	{"processing instruction without target", "<a><? x?></a>", strictxml.CodeMalformed},
	{"wrong markup", "<a><!x></a>", strictxml.CodeMalformed},
	{"slash without end", "<a/ >", strictxml.CodeMalformed},
	{"unknown charset", "<?xml version='1.0' encoding='koi8-r'?><a/>", strictxml.CodeCharset},
	{"UTF-16", "\xff\xfe<\x00a\x00/\x00>\x00", strictxml.CodeCharset},
	{"UTF-16 without mark", "\x00<\x00a\x00/\x00>", strictxml.CodeCharset},
	{"Latin-1 under utf8", "<?xml version='1.0' encoding='utf8'?><a>\xc6</a>", strictxml.CodeInvalidUTF8},
	{"Latin-1 in attribute", "<a b='\xe6'/>", strictxml.CodeInvalidUTF8},
	{"cut character", "<a>\xe2\x82</a>", strictxml.CodeInvalidUTF8},
	{"overlong slash", "<a>\xc0\xaf</a>", strictxml.CodeInvalidUTF8},
	{"encoded surrogate", "<a>\xed\xa0\x80</a>", strictxml.CodeInvalidUTF8},
}

func TestWellFormedDocumentsPass(t *testing.T) {
	t.Parallel()
	for _, doc := range wellFormed {
		if _, e := strictxml.Events(strings.NewReader(doc), strictxml.Options{}); e != nil {
			t.Errorf("%q: %v", doc, e)
		}
	}
}

func TestEachFaultIsRefusedWithItsCode(t *testing.T) {
	t.Parallel()
	for _, c := range refused {
		_, e := strictxml.Events(strings.NewReader(c.doc), strictxml.Options{})
		if e == nil {
			t.Errorf("%s: %q is accepted", c.why, c.doc)
			continue
		}
		if e.Code != c.code {
			t.Errorf("%s: %q gives %v, want code %s", c.why, c.doc, e, c.code)
		}
		if e.Detail == "" || e.Line < 1 {
			t.Errorf("%s: the error says too little: %#v", c.why, e)
		}
	}
}

func TestAnErrorNamesLineOffsetAndElement(t *testing.T) {
	t.Parallel()
	doc := "<l:Letter xmlns:l=\"urn:example:letter\">\n<l:Kind>A</l:Kind>\n<l:Page><l:Title>&x;</l:Title></l:Page></l:Letter>"
	_, _, err := letterDocument().Read(strings.NewReader(doc), strictxml.Options{})
	const want = "xml.entity: entity x is not defined: write the character itself (line 3, byte 79, in /Letter/Page[1]/Title)"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
