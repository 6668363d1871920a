package kombi_test

import (
	"bytes"
	"io"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
)

// keep is a sink that holds small documents in memory, so that what was read
// can be written again.
func keep(_ any, c *kombi.Content) (io.WriteCloser, error) {
	doc := &kept{}
	c.Open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(doc.Bytes())), nil }
	return doc, nil
}

type kept struct{ bytes.Buffer }

func (*kept) Close() error { return nil }

// showNumbers compares CPR numbers as what they are, not as they print.
func showNumbers() cmp.Option {
	return cmp.Comparer(func(a, b ident.CPR) bool { return a.Digits() == b.Digits() })
}
