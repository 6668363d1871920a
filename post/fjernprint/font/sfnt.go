package font

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// sfntProgram is a TrueType or OpenType font program (ISO/IEC 14496-22), as much of it
// as tells where glyphs have their ink.
type sfntProgram struct {
	glyf, loca, hmtx []byte
	post             []byte
	named            map[string]int // glyphs by the names of post, made on first use
	longLoca         bool
	glyphs           int // by maxp and loca
	metrics          int // full entries of hmtx
	em               float64
	bounds           geom.Rect // of head, in ems
	subtables        []subtable
	reversed         []rune      // Unicode by glyph, made on first use
	steps            int         // points and components that may still be looked at
	cff              *cffProgram // what draws instead of glyf
}

// Bounds of what is read of a program.
const (
	maxTables     = 64
	maxSubtables  = 16
	maxComponents = 6 // components within components
)

// stepsPerByte is how much work a program is worth. An honest glyph has a byte or
// more for every point and is looked at once, so that accents, which share
// letters, leave room enough; one that repeats itself does not get far.
const stepsPerByte = 4

// readSfnt reads the tables, nil when there is nothing to use.
func readSfnt(data []byte) *sfntProgram {
	f := &sfntProgram{steps: stepsPerByte*len(data) + 1000}
	tables := map[string][]byte{}
	for i := range min(u16(data, 4), maxTables) {
		entry := cut(data, 12+16*i, 16)
		if len(entry) < 16 {
			break
		}
		tables[string(entry[:4])] = cut(data, u32(entry, 8), u32(entry, 12))
	}
	head := tables["head"]
	f.em = float64(u16(head, 18))
	if f.em < 16 || f.em > 16384 {
		f.em = 1000
	}
	f.bounds = geom.Rect{
		X0: float64(i16(head, 36)) / f.em, Y0: float64(i16(head, 38)) / f.em,
		X1: float64(i16(head, 40)) / f.em, Y1: float64(i16(head, 42)) / f.em,
	}
	f.longLoca = i16(head, 50) != 0
	f.glyf, f.loca, f.hmtx, f.post = tables["glyf"], tables["loca"], tables["hmtx"], tables["post"]
	f.glyphs = u16(tables["maxp"], 4)
	if len(f.loca) > 0 {
		size := 2
		if f.longLoca {
			size = 4
		}
		f.glyphs = min(f.glyphs, len(f.loca)/size-1)
	}
	f.metrics = min(u16(tables["hhea"], 34), len(f.hmtx)/4)
	f.subtables = readSubtables(tables["cmap"])
	if cff := tables["CFF "]; len(cff) > 0 {
		if f.cff = readCFF(cff); f.cff != nil {
			f.glyphs = f.cff.glyphs.count
		}
	}
	if f.glyphs <= 0 {
		return nil
	}
	return f
}

func (f *sfntProgram) cid(cid uint32) (int, bool) {
	if f.cff != nil {
		return f.cff.cid(cid)
	}
	return int(cid), int64(cid) < int64(f.glyphs)
}

func (f *sfntProgram) weight() int {
	if f.cff != nil {
		return f.cff.weight()
	}
	return 0
}

func (f *sfntProgram) frame() (geom.Rect, bool) { return f.bounds, !f.bounds.Empty() }

func (f *sfntProgram) width(gid int) (float64, bool) {
	if gid < 0 || gid >= f.glyphs || f.metrics == 0 {
		return 0, false
	}
	return float64(u16(f.hmtx, 4*min(gid, f.metrics-1))) / f.em, true
}

// bearing is the left side bearing in font units.
func (f *sfntProgram) bearing(gid int) (int, bool) {
	at := 4*gid + 2
	if gid >= f.metrics {
		at = 4*f.metrics + 2*(gid-f.metrics)
	}
	return i16(f.hmtx, at), f.metrics > 0 && at+2 <= len(f.hmtx)
}

func (f *sfntProgram) outline(gid int) (outline, bool) {
	if f.cff != nil {
		return f.cff.outline(gid)
	}
	if gid < 0 || gid >= f.glyphs || len(f.loca) == 0 {
		return outline{}, false
	}
	var points box
	if !f.collect(&points, gid, 0) {
		return outline{}, false
	}
	if points.any {
		// Rasterisers move a glyph so that its header's xMin lies at the left side
		// bearing; others draw it where its points are.
		if bearing, ok := f.bearing(gid); ok {
			shift := float64(bearing - i16(f.data(gid), 2))
			points.add(points.X0+shift, points.Y0)
			points.add(points.X1+shift, points.Y1)
		}
	}
	return points.scaled(1 / f.em), true
}

// data is the description of a glyph, empty for one without outline.
func (f *sfntProgram) data(gid int) []byte {
	var from, to int
	if f.longLoca {
		from, to = u32(f.loca, 4*gid), u32(f.loca, 4*gid+4)
	} else {
		from, to = 2*u16(f.loca, 2*gid), 2*u16(f.loca, 2*gid+2)
	}
	if to < from { // rasterisers then read on to the end
		to = len(f.glyf)
	}
	return cut(f.glyf, from, to-from)
}

// collect adds the points of a glyph; false when it cannot be read within the
// budget.
func (f *sfntProgram) collect(into *box, gid, depth int) bool {
	data := f.data(gid)
	if len(data) < 10 {
		return true
	}
	if contours := i16(data, 0); contours >= 0 {
		return f.collectSimple(into, data, contours)
	}
	return depth < maxComponents && f.collectComponents(into, data, depth)
}

// Flags of the points of a simple glyph.
const (
	xShort  = 0x02
	yShort  = 0x04
	repeat  = 0x08
	xSame   = 0x10 // or the short one is positive
	ySame   = 0x20
	maxEnds = 1 << 12 // contours of a glyph
)

func (f *sfntProgram) collectSimple(into *box, data []byte, contours int) bool {
	if contours == 0 {
		return true
	}
	if contours > maxEnds || len(data) < 12+2*contours {
		return false
	}
	points := u16(data, 10+2*(contours-1)) + 1
	if f.steps -= points; f.steps < 0 {
		return false
	}
	at := 12 + 2*contours + u16(data, 10+2*contours) // behind the instructions
	flags := make([]byte, 0, points)
	for len(flags) < points {
		if at >= len(data) {
			return false
		}
		flag := data[at]
		at++
		flags = append(flags, flag)
		if flag&repeat != 0 {
			for range min(u8(data, at), points-len(flags)) {
				flags = append(flags, flag)
			}
			at++
		}
	}
	xs, at := deltas(data, at, flags, xShort, xSame)
	ys, at := deltas(data, at, flags, yShort, ySame)
	if at > len(data) {
		return false
	}
	into.add(float64(xs[0]), float64(ys[0]))
	into.add(float64(xs[1]), float64(ys[1]))
	return true
}

// deltas reads one coordinate of all points and returns its bounds.
func deltas(data []byte, at int, flags []byte, short, same byte) (bounds [2]int, next int) {
	v := 0
	for i, flag := range flags {
		switch {
		case flag&short != 0 && flag&same != 0:
			v += u8(data, at)
			at++
		case flag&short != 0:
			v -= u8(data, at)
			at++
		case flag&same == 0:
			v += i16(data, at)
			at += 2
		}
		if i == 0 {
			bounds = [2]int{v, v}
		}
		bounds[0], bounds[1] = min(bounds[0], v), max(bounds[1], v)
	}
	return bounds, at
}

// Flags of the components of a glyph.
const (
	wordArguments = 0x0001
	xyArguments   = 0x0002
	oneScale      = 0x0008
	more          = 0x0020
	twoScales     = 0x0040
	fourScales    = 0x0080
	scaledOffset  = 0x0800
)

func (f *sfntProgram) collectComponents(into *box, data []byte, depth int) bool {
	for at, flags := 10, more; flags&more != 0; {
		if f.steps--; f.steps < 0 || at+6 > len(data) {
			return false
		}
		flags = u16(data, at)
		gid := u16(data, at+2)
		at += 4
		m := geom.Identity
		if flags&xyArguments == 0 {
			return false // placed by matching points, which is rare
		}
		if flags&wordArguments != 0 {
			m.E, m.F = float64(i16(data, at)), float64(i16(data, at+2))
			at += 4
		} else {
			m.E, m.F = float64(int8(u8(data, at))), float64(int8(u8(data, at+1)))
			at += 2
		}
		fixed := func() float64 { at += 2; return float64(i16(data, at-2)) / (1 << 14) }
		switch {
		case flags&oneScale != 0:
			m.A = fixed()
			m.D = m.A
		case flags&twoScales != 0:
			m.A, m.D = fixed(), fixed()
		case flags&fourScales != 0:
			m.A, m.B, m.C, m.D = fixed(), fixed(), fixed(), fixed()
		}
		var part box
		if gid >= f.glyphs || !f.collect(&part, gid, depth+1) {
			return false
		}
		if !part.any {
			continue
		}
		into.addRect(m.Bounds(part.Rect))
		if flags&scaledOffset != 0 { // offsets are scaled too: both readings count
			moved := m
			moved.E, moved.F = m.A*m.E+m.C*m.F, m.B*m.E+m.D*m.F
			into.addRect(moved.Bounds(part.Rect))
		}
	}
	return true
}
