package pdf

// Predictors (PDF 32000 table 10); those of PNG are told apart by each row.
const (
	predictTIFF = 2
	predictPNG  = 10
)

// unpredict undoes a predictor in place. A row that is not whole counts as far as
// it goes. err is that of the filter before and comes first.
func (p filterParms) unpredict(data []byte, err error) ([]byte, error) {
	if p.predictor < predictTIFF {
		return data, err
	}
	const most = 1 << 30 // of each parameter; their product then fits
	if p.colors < 1 || p.bits < 1 || p.columns < 1 || p.colors > 1<<10 || p.bits > 1<<5 || p.columns > most {
		return data, firstOf(err, errDamage)
	}
	pixel := max(1, (p.colors*p.bits+7)/8)
	row := (p.colors*p.bits*p.columns + 7) / 8
	switch {
	case p.predictor == predictTIFF:
		return data, firstOf(err, p.unTIFF(data, row))
	case p.predictor < predictPNG:
		return data, firstOf(err, errDamage)
	}
	plain, damage := unPNG(data, pixel, row)
	return plain, firstOf(err, damage)
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// unTIFF adds to each sample the one to its left.
func (p filterParms) unTIFF(data []byte, row int) error {
	for len(data) > 0 {
		line := data[:min(row, len(data))]
		data = data[len(line):]
		switch p.bits {
		case 8:
			for i := p.colors; i < len(line); i++ {
				line[i] += line[i-p.colors]
			}
		case 16:
			for i := 2 * p.colors; i+1 < len(line); i += 2 {
				left := i - 2*p.colors
				sum := uint16(line[i])<<8 + uint16(line[i+1]) + uint16(line[left])<<8 + uint16(line[left+1])
				line[i], line[i+1] = byte(sum>>8), byte(sum)
			}
		case 1, 2, 4:
			p.unTIFFBits(line)
		default:
			return errDamage
		}
	}
	return nil
}

// unTIFFBits is for samples of less than a byte.
func (p filterParms) unTIFFBits(line []byte) {
	mask := 1<<p.bits - 1
	at := func(i int) (octet, shift int) { return i * p.bits / 8, 8 - p.bits - i*p.bits%8 }
	for i := p.colors; i < min(p.columns*p.colors, len(line)*8/p.bits); i++ {
		from, fromShift := at(i - p.colors)
		to, toShift := at(i)
		sum := (int(line[from]>>fromShift) + int(line[to]>>toShift)) & mask
		line[to] = line[to]&^byte(mask<<toShift) | byte(sum<<toShift)
	}
}

// unPNG undoes the filter that the first octet of each row names (RFC 2083
// chapter 6), and moves the rows together.
func unPNG(data []byte, pixel, row int) ([]byte, error) {
	plain := data[:0]
	var above []byte
	for len(data) > 1 {
		kind := data[0]
		line := data[1:min(row+1, len(data))]
		data = data[1+len(line):]
		switch kind {
		case 0:
		case 1:
			for i := pixel; i < len(line); i++ {
				line[i] += line[i-pixel]
			}
		case 2:
			for i := range min(len(line), len(above)) {
				line[i] += above[i]
			}
		case 3, 4:
			for i := range line {
				var left, up, corner int
				if i >= pixel {
					left = int(line[i-pixel])
				}
				if i < len(above) {
					up = int(above[i])
					if i >= pixel {
						corner = int(above[i-pixel])
					}
				}
				if kind == 3 {
					line[i] += byte((left + up) / 2)
				} else {
					line[i] += byte(paeth(left, up, corner))
				}
			}
		default:
			return plain, errDamage
		}
		n := len(plain)
		plain = append(plain, line...)
		above = plain[n:]
	}
	return plain, nil
}

// paeth is the neighbour nearest to left + up - corner.
func paeth(left, up, corner int) int {
	p := left + up - corner
	dl, du, dc := abs(p-left), abs(p-up), abs(p-corner)
	switch {
	case dl <= du && dl <= dc:
		return left
	case du <= dc:
		return up
	}
	return corner
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
