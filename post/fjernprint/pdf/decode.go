package pdf

import (
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// cached decoded streams: a form that is drawn often is decoded once, and yet
// charged each time.
const (
	cachedEach  = 256 << 10 // bytes of the largest that is kept
	cachedTotal = 16 << 20
)

// decodedStream is the outcome of Decode, kept.
type decodedStream struct {
	content []byte
	rest    string
	err     error
	charge  int64
}

// leastCharge is what a filter costs however little it decodes.
const leastCharge = 256

// Decode returns the decoded bytes of a stream, not to be changed. Every filter
// is charged to Inflated with what goes in or comes out, whichever is more, and
// with 256 bytes at least. Image
// filters (DCTDecode, JPXDecode, JBIG2Decode, CCITTFaxDecode) are not applied:
// rest names the first of them that is left, "" when all were applied. An error
// is a *LimitError, or ErrUnreadable when a filter fails: the bytes before the
// damage are returned with it.
func (d *Document) Decode(s *types.StreamDict) (decoded []byte, rest string, err error) {
	if s == nil {
		return nil, "", fmt.Errorf("%w: there is no stream", ErrUnreadable)
	}
	if known, ok := d.decoded[s]; ok {
		if err := d.budgets.spend(Inflated, known.charge); err != nil {
			return nil, "", err
		}
		return known.content, known.rest, known.err
	}
	filters, parms := d.filters(s.Dict)
	before := d.budgets.spent(Inflated)
	decoded, rest, err = d.DecodeInline(s.Raw, filters, parms)
	if err != nil && !errors.Is(err, ErrUnreadable) || d.streams[s.StreamOffset] != s || len(decoded) > cachedEach {
		return decoded, rest, err
	}
	if d.kept += len(decoded); d.kept <= cachedTotal {
		d.decoded[s] = decodedStream{decoded, rest, err, d.budgets.spent(Inflated) - before}
	}
	return decoded, rest, err
}

// DecodeInline is Decode for bytes that are no object, such as those of inline
// images: filters by their full or abbreviated names, parms as many or fewer, nil
// for none.
func (d *Document) DecodeInline(raw []byte, filters []string, parms []types.Dict) (decoded []byte, rest string, err error) {
	return d.apply(raw, filters, parms, d.budgets.limits.Inflated)
}

// structureShare is the part of Inflated that object and cross-reference streams
// may take: they are kept, and much more is made of them.
const structureShare = 4

// structure decodes a stream that is part of the file's structure, as far as it
// is not damaged. The error is a *LimitError.
func (d *Document) structure(s types.StreamDict) ([]byte, error) {
	filters, parms := d.filters(s.Dict)
	content, _, err := d.apply(s.Raw, filters, parms, d.budgets.limits.Inflated/structureShare-d.structured)
	d.structured += int64(len(content))
	if err != nil && !errors.Is(err, ErrUnreadable) {
		return nil, err
	}
	return content, nil
}

// apply applies filters, to at most as many bytes as are given and are left.
func (d *Document) apply(decoded []byte, filters []string, parms []types.Dict, most int64) (_ []byte, rest string, err error) {
	if len(filters) == 0 {
		return decoded, "", d.budgets.spend(Inflated, int64(len(decoded)))
	}
	for i, name := range filters {
		f, ok := filterOf[name]
		switch {
		case !ok:
			return decoded, "", fmt.Errorf("%w: no filter is called %.40q", ErrUnreadable, name)
		case f.decode == nil:
			return decoded, f.name, d.budgets.spend(Inflated, int64(len(decoded)))
		}
		var p filterParms
		if i < len(parms) {
			p = d.filterParms(parms[i])
		}
		out, err := f.decode(&d.decoder, decoded, p, min(d.budgets.left(Inflated), most))
		if spent := d.budgets.spend(Inflated, int64(max(len(decoded), len(out), leastCharge))); spent != nil {
			return nil, "", spent
		}
		if int64(len(out)) > most {
			return nil, "", d.budgets.exceeded(Inflated)
		}
		decoded = out
		if err != nil {
			return decoded, "", fmt.Errorf("%w: %s: %w", ErrUnreadable, f.name, err)
		}
	}
	return decoded, "", nil
}

// filters are the names and parameters that the dictionary of a stream states.
func (d *Document) filters(dict types.Dict) (names []string, parms []types.Dict) {
	filter, parm := d.Resolve(dict["Filter"]), d.Resolve(dict["DecodeParms"])
	if parm == nil {
		parm = d.Resolve(dict["DP"])
	}
	if name, ok := filter.(types.Name); ok {
		if list, ok := parm.(types.Array); ok && len(list) > 0 {
			parm = list[0]
		}
		return []string{string(name)}, []types.Dict{d.Dict(parm)}
	}
	list, _ := filter.(types.Array)
	each, _ := parm.(types.Array)
	for i, f := range list {
		names = append(names, d.Name(f))
		switch {
		case i < len(each):
			parms = append(parms, d.Dict(each[i]))
		case i == 0 && each == nil:
			parms = append(parms, d.Dict(parm))
		default:
			parms = append(parms, nil)
		}
	}
	return names, parms
}

func (d *Document) filterParms(dict types.Dict) filterParms {
	number := func(key string, otherwise int) int {
		f, ok := d.Number(dict[key])
		if !ok {
			return otherwise
		}
		return int(f)
	}
	return filterParms{
		predictor: number("Predictor", 1),
		colors:    number("Colors", 1),
		bits:      number("BitsPerComponent", 8),
		columns:   number("Columns", 1),
		early:     number("EarlyChange", 1) != 0,
	}
}
