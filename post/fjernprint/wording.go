package fjernprint

import (
	"math"
	"strconv"
	"strings"
)

// number writes v with at most the given decimals, trailing zeros left out: with a
// comma in Danish and a point in English.
func number(v float64, decimals int) (da, en string) {
	scale := math.Pow10(decimals)
	v = math.Round(v*scale) / scale
	if v == 0 {
		v = 0 // no minus before nothing
	}
	en = strconv.FormatFloat(v, 'f', -1, 64)
	return strings.Replace(en, ".", ",", 1), en
}

// mm writes a length with its unit, to a tenth of a millimetre.
func mm(v float64) (da, en string) {
	da, en = number(v, 1)
	return da + " mm", en + " mm"
}
