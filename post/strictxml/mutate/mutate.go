package mutate

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"

	"github.com/beevik/etree"
)

// attempts bounds the search for a mutation that fits the chosen element. The
// list of operations holds several that fit any element, so a handful is
// plenty; the bound only keeps the loop honest.
const attempts = 200

// Mutate bends doc in one way chosen by seed and says in a sentence what it did.
//
// The result is a function of (doc, seed) alone. A document that is not
// well-formed XML comes back unchanged with a description that says so.
func Mutate(doc []byte, seed uint64) (mutated []byte, description string) {
	rng := rand.New(rand.NewPCG(seed, 0x6272657664756500))
	ops := operations()
	for range attempts {
		tree, err := parse(doc)
		if err != nil {
			return doc, "unchanged: the base document is not well-formed: " + err.Error()
		}
		elements := tree.Root().FindElements(".//*")
		elements = append([]*etree.Element{tree.Root()}, elements...)
		target := elements[rng.IntN(len(elements))]
		op := ops[rng.IntN(len(ops))]
		where := target.GetPath()
		what, ok := op.apply(&site{tree: tree, element: target, all: elements, rng: rng})
		if !ok {
			continue
		}
		out, err := tree.WriteToBytes()
		if err != nil || bytes.Equal(out, doc) {
			continue
		}
		return out, fmt.Sprintf("%s: %s at %s", op.name, what, where)
	}
	return doc, "unchanged: no mutation fits this document"
}

func parse(doc []byte) (*etree.Document, error) {
	tree := etree.NewDocument()
	tree.ReadSettings.PreserveCData = true
	// The bases are UTF-8 whatever name they give it ("utf8" is common).
	tree.ReadSettings.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	if err := tree.ReadFromBytes(doc); err != nil {
		return nil, err
	}
	if tree.Root() == nil {
		return nil, io.ErrUnexpectedEOF
	}
	return tree, nil
}

// site is the place where an operation works.
type site struct {
	tree    *etree.Document
	element *etree.Element
	all     []*etree.Element
	rng     *rand.Rand
}

func (s *site) isRoot() bool { return s.element == s.tree.Root() }

func (s *site) isLeaf() bool { return len(s.element.ChildElements()) == 0 }

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// operation is one way to bend a document. apply reports false when it does not
// fit the chosen element; the caller then draws again.
type operation struct {
	name  string
	apply func(*site) (what string, ok bool)
}

// operations lists the ways, harmless ones included. Names that appear twice
// are drawn twice as often: values are where readers and schemas differ most.
func operations() []operation {
	return []operation{
		{"drop element", dropElement},
		{"duplicate element", duplicateElement},
		{"swap siblings", swapSiblings},
		{"move element", moveElement},
		{"rename element", renameElement},
		{"wrong namespace", wrongNamespace},
		{"borrowed namespace", borrowedNamespace},
		{"unknown element", unknownElement},
		{"empty element", emptyElement},
		{"stray text", strayText},
		{"long text", longText},
		{"long text", longText},
		{"value", otherValue},
		{"value", otherValue},
		{"value", otherValue},
		{"value", otherValue},
		{"padded value", paddedValue},
		{"extra attribute", extraAttribute},
		{"missing attribute", missingAttribute},
		{"attribute value", attributeValue},
		{"comment", insertComment},
		{"processing instruction", insertProcInst},
		{"CDATA", wrapCDATA},
		{"split text", splitText},
		{"prefix", renamePrefix},
		{"after the root", afterRoot},
	}
}
