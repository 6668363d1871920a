package fjernprint

import (
	"context"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// objects is FP-012 and FP-015: one walk over every live object, those that nothing
// points at included.
func (e *examination) objects(ctx context.Context) error {
	scripts, files := 0, 0
	err := e.document.Walk(ctx, func(_ int, o types.Object) bool {
		if dict := dictOf(o); dict != nil {
			if isScript(e.document, dict) {
				scripts++
			}
			if holdsFile(e.document, dict) {
				files++
			}
		}
		return true
	})
	if err != nil {
		return err
	}
	if scripts > 0 {
		if err := e.scripts(scripts); err != nil {
			return err
		}
	}
	e.files(files)
	return nil
}

// dictOf is the dictionary of an object as it is, references not followed.
func dictOf(o types.Object) types.Dict {
	switch o := o.(type) {
	case types.Dict:
		return o
	case types.StreamDict:
		return o.Dict
	case *types.StreamDict:
		return o.Dict
	}
	return nil
}

// isScript reports whether a dictionary is an action that runs JavaScript: a
// JavaScript or rendition action (PDF 32000 12.6.4.13 and 12.6.4.16), or a 3D
// stream with a script.
func isScript(d *pdf.Document, dict types.Dict) bool {
	if d.Name(dict["Type"]) == "StructElem" {
		return false // its S is a kind of structure, of whatever name
	}
	action := d.Name(dict["S"])
	if action == "JavaScript" || d.Stream(dict["OnInstantiate"]) != nil {
		return true
	}
	// A key JS elsewhere may be the name of a resource.
	if _, text := d.Bytes(dict["JS"]); text {
		return true
	}
	return action == "Rendition" && d.Stream(dict["JS"]) != nil
}

// scripts tells on which pages scripts hang, and whether there are others: of the
// document itself, its names, outlines and fields, or of objects nothing points at.
func (e *examination) scripts(total int) error {
	h := hunt{d: e.document, seen: map[int]bool{}}
	placed := 0
	for i := range e.pages {
		page := e.pages[i].Dict
		if err := h.add(page["AA"]); err != nil {
			return err
		}
		for _, annotation := range e.document.Array(page["Annots"]) {
			dict := e.document.Dict(annotation)
			for _, key := range []string{"A", "AA", "PA"} {
				if err := h.add(dict[key]); err != nil {
					return err
				}
			}
		}
		found, err := h.run()
		if err != nil {
			return err
		}
		if found > 0 {
			placed += found
			da, en := count(int64(i + 1))
			e.find(Finding{Code: "script.javascript", Page: i + 1}, words{"place": text{"Side " + da, "Page " + en}})
		}
	}
	if placed < total {
		e.find(Finding{Code: "script.javascript"}, words{"place": text{"Dokumentet", "The document"}})
	}
	return nil
}

// hunt follows actions, from triggers through what comes next.
type hunt struct {
	d     *pdf.Document
	stack []types.Object
	seen  map[int]bool // object numbers
}

// add puts an action, or a dictionary of them, on the list.
func (h *hunt) add(o types.Object) error {
	if o == nil {
		return nil
	}
	h.stack = append(h.stack, o)
	return h.d.Spend(pdf.Objects, 1)
}

// run counts the scripts among what was added and what comes after it.
func (h *hunt) run() (int, error) {
	found := 0
	for len(h.stack) > 0 {
		o := h.stack[len(h.stack)-1]
		h.stack = h.stack[:len(h.stack)-1]
		if ref, ok := o.(types.IndirectRef); ok {
			if h.seen[int(ref.ObjectNumber)] {
				continue
			}
			h.seen[int(ref.ObjectNumber)] = true
		}
		switch o := h.d.Resolve(o).(type) {
		case types.Dict:
			if isScript(h.d, o) {
				found++
			}
			if h.d.Name(o["S"]) != "" { // an action: only what comes next
				o = types.Dict{"Next": o["Next"]}
			}
			for _, v := range o {
				if err := h.add(v); err != nil {
					return 0, err
				}
			}
		case types.Array:
			for _, v := range o {
				if err := h.add(v); err != nil {
					return 0, err
				}
			}
		}
	}
	return found, nil
}

// holdsFile reports whether a dictionary is a file specification with the file in
// it, or an annotation that stands for a file.
func holdsFile(d *pdf.Document, dict types.Dict) bool {
	if len(d.Dict(dict["EF"])) > 0 {
		return true
	}
	return d.Name(dict["Subtype"]) == "FileAttachment" && len(d.Dict(d.Dict(dict["FS"])["EF"])) == 0
}

// files is FP-015.
func (e *examination) files(found int) {
	d := e.document
	tree := d.Dict(d.Dict(d.Catalog()["Names"])["EmbeddedFiles"])
	if found == 0 && (d.Dict(d.Catalog()["Collection"]) != nil || len(d.Array(d.Catalog()["AF"])) > 0 ||
		len(d.Array(tree["Names"])) > 0 || len(d.Array(tree["Kids"])) > 0) {
		e.find(Finding{Code: "file.embedded", Found: "files"}, words{"files": text{"andre filer", "other files"}})
	}
	if found > 0 {
		n := plural{found, text{"anden fil", "other file"}, text{"andre filer", "other files"}}
		e.find(Finding{Code: "file.embedded", Found: plain(n)}, words{"files": n})
	}
}
