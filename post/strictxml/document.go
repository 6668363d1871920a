package strictxml

import "io"

// Document is a root element and the table of what it holds.
type Document[T any] struct {
	Name    Name
	Content *Elements[T]
}

// Read reads one document to its end. It returns an *Error and nothing else
// when the document cannot be read; CodeRoot when its root element is another.
func (d Document[T]) Read(r io.Reader, o Options) (*T, []Finding, error) {
	v := new(T)
	findings, err := read(r, d.Name, d.Content.c, v, o)
	if err != nil {
		return nil, nil, err
	}
	return v, findings, nil
}

// Write writes v as one UTF-8 document with an XML declaration and no white
// space of its own. It does not validate: what breaks the schema is written as
// it is, except what XML itself cannot carry. Errors are *Error; after one, what
// w has got is not a document.
func (d Document[T]) Write(w io.Writer, v *T) error {
	return write(w, d.Name, d.Content.c, v)
}
