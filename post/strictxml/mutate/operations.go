package mutate

import (
	"strings"

	"github.com/beevik/etree"
)

// wrongSpace is a namespace that no schema of ours declares.
const wrongSpace = "urn:example:not-declared-anywhere"

func dropElement(s *site) (string, bool) {
	if s.isRoot() {
		return "", false
	}
	s.element.Parent().RemoveChild(s.element)
	return "removed <" + s.element.Tag + ">", true
}

func duplicateElement(s *site) (string, bool) {
	if s.isRoot() {
		return "", false
	}
	s.element.Parent().InsertChildAt(s.element.Index()+1, s.element.Copy())
	return "repeated <" + s.element.Tag + ">", true
}

func swapSiblings(s *site) (string, bool) {
	next := s.element.NextSibling()
	if s.isRoot() || next == nil {
		return "", false
	}
	parent, at := s.element.Parent(), s.element.Index()
	parent.RemoveChild(next)
	parent.InsertChildAt(at, next)
	return "moved <" + next.Tag + "> before <" + s.element.Tag + ">", true
}

func moveElement(s *site) (string, bool) {
	if s.isRoot() || s.element.NextSibling() == nil {
		return "", false
	}
	parent := s.element.Parent()
	parent.RemoveChild(s.element)
	parent.AddChild(s.element)
	return "moved <" + s.element.Tag + "> to the end of its parent", true
}

func renameElement(s *site) (string, bool) {
	old := s.element.Tag
	names := []string{old + "X", strings.ToLower(old), strings.ToUpper(old), pick(s.rng, s.all).Tag}
	s.element.Tag = pick(s.rng, names)
	return "renamed <" + old + "> to <" + s.element.Tag + ">", s.element.Tag != old
}

func wrongNamespace(s *site) (string, bool) {
	s.element.Space = "mut"
	s.element.CreateAttr("xmlns:mut", wrongSpace)
	return "put <" + s.element.Tag + "> into a namespace nobody declares", true
}

func borrowedNamespace(s *site) (string, bool) {
	other := pick(s.rng, s.all).NamespaceURI()
	if other == s.element.NamespaceURI() || other == "" {
		return "", false
	}
	s.element.Space = "mut"
	s.element.CreateAttr("xmlns:mut", other)
	return "put <" + s.element.Tag + "> into " + other, true
}

func unknownElement(s *site) (string, bool) {
	extra := etree.NewElement("NotInTheSchema")
	extra.Space = s.element.Space
	extra.SetText("1")
	s.element.InsertChildAt(s.rng.IntN(len(s.element.Child)+1), extra)
	return "added an unknown child to <" + s.element.Tag + ">", true
}

func emptyElement(s *site) (string, bool) {
	if len(s.element.Child) == 0 {
		return "", false
	}
	for len(s.element.Child) > 0 {
		s.element.RemoveChildAt(0)
	}
	return "emptied <" + s.element.Tag + ">", true
}

func strayText(s *site) (string, bool) {
	if s.isLeaf() {
		return "", false
	}
	s.element.InsertChildAt(s.rng.IntN(len(s.element.Child)+1), etree.NewText("stray text"))
	return "added text beside the children of <" + s.element.Tag + ">", true
}

func extraAttribute(s *site) (string, bool) {
	name := pick(s.rng, []string{"extra", "id", "type", "memoVersion", "scheme"})
	if s.element.SelectAttr(name) != nil {
		return "", false
	}
	s.element.CreateAttr(name, "1")
	return "added attribute " + name + " to <" + s.element.Tag + ">", true
}

// ownAttributes lists the attributes of an element that are no namespace declarations.
func ownAttributes(e *etree.Element) []string {
	var names []string
	for _, a := range e.Attr {
		if a.Space != "xmlns" && (a.Space != "" || a.Key != "xmlns") {
			names = append(names, a.FullKey())
		}
	}
	return names
}

// withAttributes draws among the elements that carry attributes, since few do
// and drawing among all would almost never hit them.
func withAttributes(s *site) (*etree.Element, string, bool) {
	var bearers []*etree.Element
	for _, e := range s.all {
		if len(ownAttributes(e)) > 0 {
			bearers = append(bearers, e)
		}
	}
	if len(bearers) == 0 {
		return nil, "", false
	}
	e := pick(s.rng, bearers)
	return e, pick(s.rng, ownAttributes(e)), true
}

func missingAttribute(s *site) (string, bool) {
	e, name, ok := withAttributes(s)
	if !ok {
		return "", false
	}
	e.RemoveAttr(name)
	return "removed attribute " + name + " of <" + e.Tag + "> (not the place named after 'at')", true
}

func attributeValue(s *site) (string, bool) {
	e, name, ok := withAttributes(s)
	if !ok {
		return "", false
	}
	attr := e.SelectAttr(name)
	if attr == nil {
		return "", false
	}
	old := attr.Value
	attr.Value = pick(s.rng, replacements(old))
	return "attribute " + name + " of <" + e.Tag + "> became " + quote(attr.Value) + " (not the place named after 'at')", attr.Value != old
}

func insertComment(s *site) (string, bool) {
	s.element.InsertChildAt(s.rng.IntN(len(s.element.Child)+1), etree.NewComment(" a remark "))
	return "added a comment inside <" + s.element.Tag + ">", true
}

func insertProcInst(s *site) (string, bool) {
	s.element.InsertChildAt(s.rng.IntN(len(s.element.Child)+1), etree.NewProcInst("remark", "a=1"))
	return "added a processing instruction inside <" + s.element.Tag + ">", true
}

func wrapCDATA(s *site) (string, bool) {
	if !s.isLeaf() || s.element.Text() == "" {
		return "", false
	}
	s.element.SetCData(s.element.Text())
	return "wrapped the text of <" + s.element.Tag + "> in CDATA", true
}

// splitText cuts a value in two with something that is not part of the value.
func splitText(s *site) (string, bool) {
	runes := []rune(s.element.Text())
	if !s.isLeaf() || len(runes) < 2 {
		return "", false
	}
	cut := 1 + s.rng.IntN(len(runes)-1)
	s.element.SetText(string(runes[:cut]))
	switch s.rng.IntN(3) {
	case 0:
		s.element.AddChild(etree.NewComment("cut"))
		s.element.AddChild(etree.NewText(string(runes[cut:])))
	case 1:
		s.element.AddChild(etree.NewProcInst("cut", ""))
		s.element.AddChild(etree.NewText(string(runes[cut:])))
	default:
		s.element.AddChild(etree.NewCData(string(runes[cut:])))
	}
	return "cut the text of <" + s.element.Tag + "> in two", true
}

// renamePrefix gives one namespace declaration another prefix and follows it
// through its scope, so the document keeps its meaning.
func renamePrefix(s *site) (string, bool) {
	var declaring []*etree.Element
	for _, e := range s.all {
		for _, a := range e.Attr {
			if a.Space == "xmlns" || (a.Space == "" && a.Key == "xmlns" && a.Value != "") {
				declaring = append(declaring, e)
				break
			}
		}
	}
	if len(declaring) == 0 {
		return "", false
	}
	e := pick(s.rng, declaring)
	for i, a := range e.Attr {
		old := a.Key
		switch {
		case a.Space == "xmlns":
		case a.Space == "" && a.Key == "xmlns" && a.Value != "":
			old = ""
		default:
			continue
		}
		e.Attr[i].Space, e.Attr[i].Key = "xmlns", "renamed"
		follow(e, old, "renamed", true)
		return "renamed prefix " + quote(old) + " on <" + e.Tag + "> (not the place named after 'at')", true
	}
	return "", false
}

func follow(e *etree.Element, from, to string, first bool) {
	if !first {
		for _, a := range e.Attr {
			if (a.Space == "xmlns" && a.Key == from) || (from == "" && a.Space == "" && a.Key == "xmlns") {
				return // declared anew: another scope begins
			}
		}
	}
	if e.Space == from {
		e.Space = to
	}
	for i := range e.Attr {
		if from != "" && e.Attr[i].Space == from {
			e.Attr[i].Space = to
		}
	}
	for _, child := range e.ChildElements() {
		follow(child, from, to, false)
	}
}

// afterRoot puts something behind the root element: remarks are allowed there,
// text and elements make the document ill-formed.
func afterRoot(s *site) (string, bool) {
	switch s.rng.IntN(4) {
	case 0:
		s.tree.AddChild(etree.NewComment(" the end "))
		return "added a comment", true
	case 1:
		s.tree.AddChild(etree.NewProcInst("end", ""))
		return "added a processing instruction", true
	case 2:
		s.tree.AddChild(etree.NewText("trailing text"))
		return "added text", true
	default:
		s.tree.AddChild(etree.NewElement("second"))
		return "added a second root element", true
	}
}
