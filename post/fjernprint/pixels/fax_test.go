package pixels_test

import (
	"encoding/base64"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

const chartWidth = 5200

// span is a run of black pixels from x0 to x1, not included.
type span struct{ x0, x1 int }

// chart is a picture that takes every code of the tables: lines of n white pixels
// and n black ones for n from 0 to 63 and each make-up length, then twelve lines
// whose edges move by every offset that the two-dimensional modes know.
func chart() (lines [][]span) {
	for n := range 64 {
		lines = append(lines, []span{{n, 2 * n}})
	}
	for n := 64; n <= 2560; n += 64 {
		lines = append(lines, []span{{n, 2 * n}})
	}
	for i := range 12 {
		line := []span{{100 + i*(i%5-2), 110 + 2*i}}
		if i%3 == 0 {
			line = append(line, span{300, 340})
		}
		lines = append(lines, line)
	}
	return lines
}

// faxes are the chart as Ghostscript's CCITTFaxEncode writes it.
var faxes = []struct {
	name string
	k    int
	data string
}{
	{"T.6", -1, "kdWcB8B/ZDDsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7DsOw7" +
		"DsOw7DsOw7DsOZGoZAbyuahkhvLc1BbDeTY1AzDeTc1A0DeWQ1A1DeWU1A2BvLQagbQ3lnNQJQbyzDUCWG8s01AmBvLSNQJoby0z" +
		"UDkG8tQ1A5hvLVNQOgby1jUDqG8tc1A7BvLYNQO4by2TUCkG8to1AphvLbNQKgbymDUCqG8pk1AtBvKaNQLYbywagZA3lNmoGUN5" +
		"AQagIDeQGGoDA3kBpqA0N5ASNQEg3kBM1ATDeQFDUBQN5AVNQFQ3kBY1AWDeQFzUBcN5AcNQHA3kB01AdDeQHjUB4N5AfNQHw3nY" +
		"qEMjMGwaDGw4MMyWQbJ2WhBnZMGidgYZhkpg2TsVAuM7LQInZKEMi0Gyd1ApDO1YbcAEAEA="},
	{"T.4 in one dimension, without end-of-line codes", 0, "AfAf3UOgHwH96PgPgP7IiAfAf2e2A+A/ueGA+A/vuIB8B/d+MB8B/bzFAfAf2a0EAfAfMzhAHwH0tAUB8B9bIDgPgPrIYIA+A+S6" +
		"A4D4D6rqGAHwH1OoFwHwHwusGAHwHwVOBAD4D5aMDOA+A+ViA0APgPlJcNgD4D4uDBuA+A+KhAUAPgPiagC4D4D42rAwA+A+Bkwy" +
		"gHwHzCQMsB8B8mYDMAfAfUAQZoD4D4MDBoAfAfEDQNID4D6cbBqAfAfqEgawHwH9BMNIB8B8gUDTAfAfOKhqAPgPzFg1QHwH+Fw1" +
		"gHwH7KA1wHwH3KQbAHwHzUqBtAfAeMysNoB8B5LLA2wHwHlstBUAfAeWQQFUB8B4lBQVgHwHlUKBXAfAeUwsGQB8B4LUgZQHwHgV" +
		"TBSAfAeLVQFMB8B4rVQJAHwHikkA3AfAeFyUDgB8B4VWAJwHwHhNZAoAfAeG1oFgB8B4DWwWQHwHjCUBWA+A8TSwLAHwHlBkC0A+" +
		"A8DMwZgHwHhBoDOA+A8n2ageG4D4D1UjUMgNwHwHKlzUMkNwHwFqm5qC2G4D4ClRsagZhuA+AlUbmoGgbgPgMqZDUDUNwH03Uymo" +
		"GwNwH01U0GoG0NwH0xUzmoEoNwH21UzDUCWG4D7YqZpqBMDcB9rVNI1AmhuA+1Kmmagcg3AfaVTUNQOYbgPsypqmoHQNwH2iprGo" +
		"HUNwH2SprmoHYNwHzapsGoHcNwH16myagUg3Af3U2jUCmG4D1TbNQKgbgOVJg1AqhuAtUmTUC0G4ClSaNQLYbgJVMGoGQNwGVJs1" +
		"Ayhum6gEGoCA3TVQDDUBgbpioBpqA0N21UAkagJBu2KgEzUBMN2tUAoagKBu1KgFTUBUN2lUAsagLBuzKgFzUBcN2ioBw1AcDdkq" +
		"AdNQHQ3NqgHjUB4N16gHzUB8N91bFQkjMGwB8BZL2KAgD4Dw3sVBwHwHgPZQCSWQbAHwFkvZaEAfAeJ7Jg0APgPKNgYZklMGwB8B" +
		"ZL2KgXAfAeEbLQIAfAeT7JQki0GwB8BZL3UCkA+A9ptWG2A+A8QACACACACACACA"},
	{"T.4 in two dimensions", 2, "ABgPgP7qABEdQAb4D4D+yAATDgA7YD4D+5gAmHAB8QD4D+7ABMOADmKA+A/s1ABMOADOEAfAfSwATDgAyA4D4D6yACYcAHoDgPgP" +
		"qoAJhwAdQLgPgPhYAJhwAacCAHwHy0AEw4AMQGgB8B8pABMOADBg3AfAfFQATDgA1AFwHwHxsAEw4AMmGUA+A+YABMOADMBmAPgP" +
		"qAATDgAwMGgB8B8QACYcAGNg1APgP1AAmHABiYaQD4D5AAJhwAYqGoA+A/MAEw4AMXDWAfAfsAEw4AMpBsAfAfNQATDgAysNoB8B" +
		"5LABMOADLQVAHwHlkAEw4AMFBWAfAeVQATDgAwsGQB8B4LABMOADUwUgHwHi0AEw4ANVAkAfAeKQATDgAyUDgB8B4VABMOADWQKA" +
		"HwHhsAEw4ANbBZAfAeMAAmHABpYFgD4DygAEw4AMzBmAfAeEAAmHAB7NQPDcB8B6oAEZGoZAbwAa5qGSG4D4C1QAItzUFsN4AM2N" +
		"QMw3AfASqABE3NQNA3gA2Q1A1DcB9N1AAiymoGwN4ANoNQNobgPpioAEWc1AlBvABsw1AlhuA+2KgARZpqBMDeADaRqBNDcB9qVA" +
		"Ai0zUDkG8AG1DUDmG4D7MqABFqmoHQN4ANrGoHUNwH2SoAEWuagdg3gA2wagdw3AfXqABFsmoFIN4ANtGoFMNwHqgARbZqBUDeAD" +
		"TBqBVDcBaoAEUyagWg3gA00agWw3ASqABFg1AyBvABps1Ayhum6gARAQagIDeADAYagMDdMVAAiA01AaG8AGAkagJBu2KgARATNQ" +
		"Ew3gAwFDUBQN2pUACICpqAqG8AGAsagLBuzKgARAXNQFw3gAwHDUBwN2SoAEQHTUB0N4AMB41AeDdeoAEQHzUB8N4APYqEkZg2AP" +
		"gLJYAJBjAB7FQcB8B4DABAwzJZBsgA9loQB8B4mACOyYNEAHsDDMkpg2APgLJYAI7FQLjAB7LQIAfAeTgAjslCGRaDZAB7qBSAfA" +
		"e0ABHasNuADABgAwAYAMAGA="},
}

// fax is the dictionary of a fax of the chart's width.
func fax(k, height int, more ...any) types.Dict {
	parms := with(types.Dict{"K": types.Integer(k), "Columns": types.Integer(chartWidth)}, more...)
	return samples(chartWidth, height, 1, name("DeviceGray"), "Filter", name("CCITTFaxDecode"), "DecodeParms", parms)
}

func decoded(t testing.TB, data string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// line is the part that is row y of h.
func line(y, h int) geom.Rect {
	return geom.Rect{X1: 1, Y0: 1 - float64(y+1)/float64(h), Y1: 1 - float64(y)/float64(h)}
}

func TestEveryRunOfEveryKindOfFaxIsRead(t *testing.T) {
	t.Parallel()
	lines := chart()
	h := len(lines)
	for _, f := range faxes {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			p := pixels.Load(open(t, pdf.Limits{}), stream(decoded(t, f.data), fax(f.k, h)), nil, false)
			negative := pixels.Load(open(t, pdf.Limits{}), stream(decoded(t, f.data), fax(f.k, h, "BlackIs1", types.Boolean(true))), nil, false)
			for y, spans := range lines {
				x := 0
				for _, s := range append(spans, span{chartWidth, chartWidth}) {
					part := line(y, h)
					part.X0, part.X1 = float64(x)/chartWidth, float64(s.x0)/chartWidth
					check(t, ink(p, part, white), none)
					part.X0, part.X1 = part.X1, float64(s.x1)/chartWidth
					if s.x0 < s.x1 {
						check(t, ink(p, part, white), at(chartWidth, h, s.x0, y, s.x1, y+1))
						check(t, ink(negative, part, white), none)
					}
					x = s.x1
				}
			}
		})
	}
}

func TestAFaxWhoseBlackIs1IsInverted(t *testing.T) {
	t.Parallel()
	h := len(chart())
	p := pixels.Load(open(t, pdf.Limits{}), stream(decoded(t, faxes[0].data), fax(-1, h, "BlackIs1", types.Boolean(true))), nil, false)
	// The first line has no black pixel, so that all of it is ink now.
	check(t, ink(p, line(0, h), white), at(chartWidth, h, 0, 0, chartWidth, 1))
}

func TestAFaxThatEndsTooEarlyIsKnownUpToThere(t *testing.T) {
	t.Parallel()
	h := len(chart())
	for _, f := range faxes {
		data := decoded(t, f.data)
		p := pixels.Load(open(t, pdf.Limits{}), stream(data[:len(data)/2], fax(f.k, h)), nil, false)
		check(t, ink(p, line(10, h), white), at(chartWidth, h, 10, 10, 20, 11))
		check(t, ink(p, line(h-1, h), white), found{line(h-1, h), true, false})
		q := pixels.Load(open(t, pdf.Limits{}), stream(data, fax(f.k, h+1)), nil, false)
		check(t, ink(q, line(h, h+1), white), found{line(h, h+1), true, false})
	}
}

func TestAFaxNeedsNoEndAfterItsLastLine(t *testing.T) {
	t.Parallel()
	p := pixels.Load(open(t, pdf.Limits{}), stream(decoded(t, faxes[0].data), fax(-1, 20)), nil, false)
	check(t, ink(p, whole, white), at(chartWidth, 20, 1, 1, 38, 20))
}

func TestLinesOfAFaxMayBeginAtAByte(t *testing.T) {
	t.Parallel()
	// T.6, eight columns: all white (V0, a 1), then black pixels 2 to 5 (H, 2 white
	// 0111, 4 black 011, V0), then the same again (three V0).
	data := []byte{0b10000000, 0b00101110, 0b11100000, 0b11100000, 0b00000000, 0b00010000, 0b00000001}
	parms := types.Dict{"K": types.Integer(-1), "Columns": types.Integer(8), "EncodedByteAlign": types.Boolean(true)}
	p := pixels.Load(open(t, pdf.Limits{}), stream(data, samples(8, 3, 1, name("DeviceGray"), "Filter", name("CCITTFaxDecode"), "DecodeParms", parms)), nil, false)
	check(t, ink(p, whole, white), at(8, 3, 2, 1, 6, 3))
	check(t, ink(p, line(2, 3), white), at(8, 3, 2, 2, 6, 3))
}

func TestAFaxEndsAtItsEndOfBlock(t *testing.T) {
	t.Parallel()
	// T.6, eight columns: a white line, the end (two end-of-line codes), and then a
	// white line that is none.
	data := []byte{0b1_0000000, 0b00001_000, 0b00000000, 0b1_1_000000}
	parms := types.Dict{"K": types.Integer(-1), "Columns": types.Integer(8)}
	p := pixels.Load(open(t, pdf.Limits{}), stream(data, samples(8, 2, 1, name("DeviceGray"), "Filter", name("CCITTFaxDecode"), "DecodeParms", parms)), nil, false)
	check(t, ink(p, line(0, 2), white), none)
	check(t, ink(p, line(1, 2), white), found{line(1, 2), true, false})
}

func TestARunOfNothingInAFaxIsNoChange(t *testing.T) {
	t.Parallel()
	// T.6, eight columns: H with 2 white (0111) and no black (0000110111), H with 2
	// white and 2 black (11), V0; then V0 twice more and V0 to the end, which repeat
	// the black pixels 4 and 5.
	data := []byte{0b001_0111_0, 0b00011011, 0b1_001_0111, 0b11_1_1_1_1_00}
	parms := types.Dict{"K": types.Integer(-1), "Columns": types.Integer(8)}
	p := pixels.Load(open(t, pdf.Limits{}), stream(data, samples(8, 2, 1, name("DeviceGray"), "Filter", name("CCITTFaxDecode"), "DecodeParms", parms)), nil, false)
	check(t, ink(p, line(0, 2), white), at(8, 2, 4, 0, 6, 1))
	check(t, ink(p, line(1, 2), white), at(8, 2, 4, 1, 6, 2))
}

func TestFaxesThatCannotBeAreUnknown(t *testing.T) {
	t.Parallel()
	data := decoded(t, faxes[0].data)
	for _, c := range []struct {
		name string
		dict types.Dict
	}{
		{"no columns", fax(-1, 3, "Columns", types.Integer(0))},
		{"negative columns", fax(-1, 3, "Columns", types.Integer(-8))},
		{"a million columns and more", fax(-1, 3, "Columns", types.Integer(1<<20+1))},
		{"two bits", with(fax(-1, 3), "BitsPerComponent", types.Integer(2))},
		{"colour", with(fax(-1, 3), "ColorSpace", name("DeviceRGB"))},
		{"two dimensions without end-of-line codes", fax(4, 3)},
	} {
		p := pixels.Load(open(t, pdf.Limits{}), stream(data, c.dict), nil, false)
		if got := ink(p, whole, white); got != unknown {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestAFaxAsStencilPaintsItsBlackPixels(t *testing.T) {
	t.Parallel()
	h := len(chart())
	dict := fax(-1, h)
	delete(dict, "ColorSpace")
	delete(dict, "BitsPerComponent")
	p := pixels.Load(open(t, pdf.Limits{}), stream(decoded(t, faxes[0].data), with(dict, "ImageMask", types.Boolean(true))), nil, false)
	check(t, ink(p, line(5, h), white), at(chartWidth, h, 5, 5, 10, 6))
	if !p.Mask || p.Colored {
		t.Errorf("%+v", p)
	}
}
