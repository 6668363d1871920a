package font

import (
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// readToUnicode reads a ToUnicode CMap, nil when there is none. The error is a
// *pdf.LimitError.
func readToUnicode(d *pdf.Document, o types.Object) (*cmap, error) {
	if name := d.Name(o); strings.HasPrefix(name, "Identity") {
		return &cmap{utf: ucs2}, nil // not in the standard, and yet written
	}
	return readCMapStream(d, o, nil)
}

// readCMapStream reads a CMap with those it is built upon, nil when there is none.
// The error is a *pdf.LimitError.
func readCMapStream(d *pdf.Document, o types.Object, above []*types.StreamDict) (*cmap, error) {
	stream := d.Stream(o)
	if stream == nil {
		if name := d.Name(o); name != "" {
			return predefinedCMap(name), nil
		}
		return nil, nil
	}
	if len(above) >= maxUseCMap || slices.Contains(above, stream) {
		return nil, nil
	}
	content, rest, err := d.Decode(stream)
	if limit := limitOf(err); limit != nil {
		return nil, limit
	}
	if rest != "" {
		return nil, nil
	}
	m, err := readCMap(content, func(n int) error { return d.Spend(pdf.Operators, n) }, predefinedCMap)
	if err != nil {
		return nil, limitOf(err)
	}
	if mode, ok := d.Number(stream.Dict["WMode"]); ok {
		m.vertical = mode == 1
	}
	if base := stream.Dict["UseCMap"]; base != nil {
		on, err := readCMapStream(d, base, append(above, stream))
		if err != nil {
			return nil, err
		}
		if on != nil {
			m.base = on
		}
	}
	m.seal()
	return m, nil
}
