package pixels

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// Abbreviations of inline images (PDF 32000 tables 93 and 94); those of filters
// are known to package pdf.
var (
	keys = map[string]string{
		"BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms",
		"F": "Filter", "H": "Height", "IM": "ImageMask", "I": "Interpolate", "W": "Width",
	}
	colourSpaces = map[string]types.Name{
		"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed",
	}
)

// unabbreviated is an inline image as if it were an image XObject. The full name
// of a key precedes its abbreviation.
func unabbreviated(d *pdf.Document, image *types.StreamDict) *types.StreamDict {
	dict := make(types.Dict, len(image.Dict))
	for key, value := range image.Dict {
		full, short := keys[key]
		switch {
		case !short:
			dict[key] = value
		case image.Dict[full] == nil:
			dict[full] = value
		}
	}
	switch cs := d.Resolve(dict["ColorSpace"]).(type) {
	case types.Name:
		dict["ColorSpace"] = fullSpace(cs)
	case types.Array: // Indexed, the only array allowed here: its base too
		full := make(types.Array, len(cs))
		for i, o := range cs {
			full[i] = o
			if name, ok := o.(types.Name); ok && i < 2 {
				full[i] = fullSpace(name)
			}
		}
		dict["ColorSpace"] = full
	}
	// An inline image has no masks of its own.
	for _, key := range []string{"Mask", "SMask", "SMaskInData"} {
		delete(dict, key)
	}
	out := *image
	out.Dict = dict
	return &out
}

func fullSpace(name types.Name) types.Name {
	if full, ok := colourSpaces[string(name)]; ok {
		return full
	}
	return name
}
