package specimen

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// ref is the number of an object; printed, it is an indirect reference.
type ref int

func (r ref) String() string { return fmt.Sprintf("%d 0 R", int(r)) }

// object is an indirect object: a value, or the dictionary and data of a stream.
type object struct {
	body   string // of a stream: the entries of its dictionary, without Length
	data   []byte
	stream bool
}

// file is a PDF file being put together, object by object. It writes whatever it
// is told to, wrong things too: that is what it is for.
type file struct {
	version string // of the header
	objects []object
	trailer string                          // further entries of the trailer
	seal    func(r ref, data []byte) []byte // encrypts a stream; nil: in the clear
}

// reserve takes a number for an object that is set later.
func (f *file) reserve() ref {
	f.objects = append(f.objects, object{body: "null"})
	return ref(len(f.objects))
}

func (f *file) set(r ref, body string) { f.objects[r-1] = object{body: body} }

// add takes an object: any PDF value.
func (f *file) add(format string, args ...any) ref {
	r := f.reserve()
	f.set(r, fmt.Sprintf(format, args...))
	return r
}

// raw takes a stream as it is; entries say how it is to be decoded.
func (f *file) raw(entries string, data []byte) ref {
	r := f.reserve()
	f.objects[r-1] = object{body: entries, data: data, stream: true}
	return r
}

// stream takes a stream and compresses it.
func (f *file) stream(entries string, data []byte) ref {
	return f.raw(entries+" /Filter /FlateDecode", deflate(data))
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	// A bytes.Buffer takes everything.
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// plain writes the file with a cross-reference table.
func (f *file) plain(root ref) []byte {
	b, offsets := f.bodies()
	at := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(b, "trailer\n<< /Size %d /Root %v %s>>\nstartxref\n%d\n%%%%EOF\n", len(f.objects)+1, root, f.trailerEntries(), at)
	return b.Bytes()
}

// bodies writes header and objects, and tells where each begins.
func (f *file) bodies() (b *bytes.Buffer, offsets []int) {
	b = &bytes.Buffer{}
	fmt.Fprintf(b, "%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n", f.version)
	for i := range f.objects {
		offsets = append(offsets, b.Len())
		f.write(b, ref(i+1))
	}
	return b, offsets
}

// write writes one indirect object.
func (f *file) write(b *bytes.Buffer, r ref) {
	o := f.objects[r-1]
	fmt.Fprintf(b, "%d 0 obj\n", int(r))
	if o.stream {
		data := o.data
		if f.seal != nil {
			data = f.seal(r, data)
		}
		fmt.Fprintf(b, "<< %s /Length %d >>\nstream\n", o.body, len(data))
		b.Write(data)
		b.WriteString("\nendstream\nendobj\n")
		return
	}
	fmt.Fprintf(b, "%s\nendobj\n", o.body)
}

func (f *file) trailerEntries() string {
	if f.trailer == "" {
		return ""
	}
	return f.trailer + " "
}

// compact writes the file as of PDF 1.5: what is no stream lies in one object
// stream, and a stream is the cross-reference.
func (f *file) compact(root ref) []byte {
	var head, packed bytes.Buffer
	type entry struct {
		kind  byte
		where uint32
		index uint16
	}
	entries := make([]entry, len(f.objects)+3) // and the two made here
	n := 0
	holder := uint32(len(f.objects) + 1)
	for i, o := range f.objects {
		if o.stream {
			continue
		}
		fmt.Fprintf(&head, "%d %d ", i+1, packed.Len())
		fmt.Fprintf(&packed, "%s\n", o.body)
		entries[i+1] = entry{2, holder, uint16(n)}
		n++
	}
	g := &file{version: f.version, objects: slices.Clone(f.objects)}
	g.stream(fmt.Sprintf("/Type /ObjStm /N %d /First %d", n, head.Len()), append(head.Bytes(), packed.Bytes()...))
	var b bytes.Buffer
	fmt.Fprintf(&b, "%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n", f.version)
	for i, o := range g.objects {
		if o.stream {
			entries[i+1] = entry{1, uint32(b.Len()), 0}
			g.write(&b, ref(i+1))
		}
	}
	at := b.Len()
	entries[len(entries)-1] = entry{1, uint32(at), 0}
	var table bytes.Buffer
	for _, e := range entries {
		table.WriteByte(e.kind)
		table.Write(binary.BigEndian.AppendUint32(nil, e.where))
		table.Write(binary.BigEndian.AppendUint16(nil, e.index))
	}
	x := g.stream(fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /Root %v %s", len(entries), root, f.trailerEntries()), table.Bytes())
	g.write(&b, x)
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", at)
	return b.Bytes()
}

// number writes a number as PDF does, to a ten-thousandth.
func number(x float64) string {
	s := fmt.Sprintf("%.4f", x)
	s = strings.TrimRight(s, "0")
	s = strings.TrimSuffix(s, ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// numbers writes several, blanks between.
func numbers(xs ...float64) string {
	words := make([]string, len(xs))
	for i, x := range xs {
		words[i] = number(x)
	}
	return strings.Join(words, " ")
}
