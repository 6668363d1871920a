// Package hostile makes PDF files that want to hurt their reader: cycles, bombs,
// lies and damage. They are for tests, of package pdf and of everything above it.
// All are generated: nothing that could hurt another reader is stored.
package hostile

import (
	"fmt"
	"slices"
)

// Outcome is what becomes of a file when it is opened with the default limits, its
// pages and objects are walked, and all its streams are decoded.
type Outcome string

// Outcomes.
const (
	Opens      Outcome = "opens"
	NoHeader   Outcome = "no header"
	Unreadable Outcome = "unreadable"
	Encrypted  Outcome = "encrypted"
	NoPages    Outcome = "no pages"
	Limit      Outcome = "limit"
	Any        Outcome = "any" // of damage by chance
)

// Case is one construction.
type Case struct {
	Name string // what is wrong with it
	Want Outcome
	Make func() []byte // the same bytes each time, at most MaxSize
}

// MaxSize is how large a file is that is looked at at all (FP-002).
const MaxSize = 10_000_000

// Cases are all constructions. Those that only hurt who interprets the content or
// validates the objects open well.
func Cases() []Case { return slices.Concat(Small(), bombs(), crowds(), drawings(), resources()) }

// Small are the constructions of the file's structure that are quickly made: seeds
// of fuzz tests.
func Small() []Case {
	return slices.Concat(cycles(), graphs(), liars(), boxes(), damages(), encryptions())
}

// root is the trailer entry of files that begin with File.Page.
const root = "/Root 1 0 R"

// page is a file of one page: dict goes into its dictionary, the objects are
// numbered from 5 on.
func page(dict, content string, objects ...string) func() []byte {
	return func() []byte {
		f := New().Page(dict, content)
		for i, o := range objects {
			f.Object(5+i, o)
		}
		return f.Table(root)
	}
}

// catalog is a file of one page whose catalog has more entries; the objects are
// numbered from 5 on.
func catalog(entries string, objects ...string) func() []byte {
	return func() []byte {
		f := New().Object(1, "<</Type/Catalog/Pages 2 0 R"+entries+">>").Leaf("", "")
		for i, o := range objects {
			f.Object(5+i, o)
		}
		return f.Table(root)
	}
}

// tree is a file with nothing but a page tree: its objects are numbered from 2 on.
func tree(objects ...string) func() []byte {
	return func() []byte {
		f := New().Object(1, "<</Type/Catalog/Pages 2 0 R>>")
		for i, o := range objects {
			f.Object(2+i, o)
		}
		return f.Table(root)
	}
}

// stream is the body of a stream object; dict is the inside of its dictionary.
func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// body is a stream object whose dictionary states the length itself.
func body(dict, data string) string { return "<<" + dict + ">>stream\n" + data + "\nendstream" }
