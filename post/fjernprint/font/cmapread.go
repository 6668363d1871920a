package font

// cmapReader reads one CMap file.
type cmapReader struct {
	lexer
	into  *cmap
	spend func(n int) error // charged for every entry
	use   func(name string) *cmap
}

// readCMap reads a CMap. use finds the one that is built upon, nil if there is
// none. The error is that of spend; a broken CMap gives what could be read.
func readCMap(content []byte, spend func(n int) error, use func(name string) *cmap) (*cmap, error) {
	r := cmapReader{lexer{content}, &cmap{}, spend, use}
	var before, last token // of an operator: its operands
	for {
		t := r.next()
		var err error
		switch {
		case t.kind == kindEnd:
			return r.into, nil
		case t.kind != kindWord:
		case t.is("begincodespacerange"):
			err = r.codespaceRanges()
		case t.is("begincidrange"):
			err = r.cidRanges()
		case t.is("begincidchar"):
			err = r.cidChars()
		case t.is("beginbfrange"):
			err = r.bfRanges()
		case t.is("beginbfchar"):
			err = r.bfChars()
		case t.is("usecmap") && last.kind == kindName:
			r.into.base = r.use(string(last.bytes))
		case t.is("def") && before.kind == kindName && string(before.bytes) == "WMode" && last.kind == kindInteger:
			r.into.vertical = last.number == 1
		}
		if err != nil {
			return nil, err
		}
		before, last = last, t
	}
}

// code reads the bytes of a code, at most four.
func (t token) code() (code uint32, ok bool) {
	if t.kind != kindText || len(t.bytes) == 0 || len(t.bytes) > 4 {
		return 0, false
	}
	for _, b := range t.bytes {
		code = code<<8 | uint32(b)
	}
	return code, true
}

// entry reads n tokens of one entry, false at the operator that ends the block.
func (r *cmapReader) entry(into []token) (bool, error) {
	for i := range into {
		if into[i] = r.next(); into[i].kind == kindWord || into[i].kind == kindEnd {
			return false, nil
		}
	}
	return true, r.spend(1)
}

func (r *cmapReader) codespaceRanges() error {
	var e [2]token
	for {
		if ok, err := r.entry(e[:]); !ok || err != nil {
			return err
		}
		lo, okLo := e[0].code()
		hi, okHi := e[1].code()
		if okLo && okHi && len(e[0].bytes) == len(e[1].bytes) && len(r.into.codespaces) < maxCodespaces {
			r.into.codespaces = append(r.into.codespaces, codespace{len(e[0].bytes), lo, hi})
		}
	}
}

func (r *cmapReader) cidRanges() error {
	var e [3]token
	for {
		if ok, err := r.entry(e[:]); !ok || err != nil {
			return err
		}
		lo, okLo := e[0].code()
		hi, okHi := e[1].code()
		if okLo && okHi && e[2].kind == kindInteger && e[2].number >= 0 && e[2].number <= maxCID {
			r.into.cids.add(lo, hi, uint32(e[2].number))
		}
	}
}

func (r *cmapReader) cidChars() error {
	var e [2]token
	for {
		if ok, err := r.entry(e[:]); !ok || err != nil {
			return err
		}
		if code, ok := e[0].code(); ok && e[1].kind == kindInteger && e[1].number >= 0 && e[1].number <= maxCID {
			r.into.cids.add(code, code, uint32(e[1].number))
		}
	}
}

func (r *cmapReader) bfChars() error {
	var e [2]token
	for {
		if ok, err := r.entry(e[:]); !ok || err != nil {
			return err
		}
		if code, ok := e[0].code(); ok {
			r.bf(code, code, e[1])
		}
	}
}

func (r *cmapReader) bfRanges() error {
	var e [3]token
	for {
		if ok, err := r.entry(e[:]); !ok || err != nil {
			return err
		}
		lo, okLo := e[0].code()
		hi, okHi := e[1].code()
		if e[2].kind != kindOpen {
			if okLo && okHi {
				r.bf(lo, hi, e[2])
			}
			continue
		}
		for code := uint64(lo); ; code++ { // an array: one text for each code
			t := r.next()
			if t.kind == kindShut {
				break
			}
			if t.kind == kindEnd || t.kind == kindWord {
				return nil
			}
			if err := r.spend(1); err != nil {
				return err
			}
			if okLo && okHi && code <= uint64(hi) {
				r.bf(uint32(code), uint32(code), t)
			}
		}
	}
}

// bf adds the text of codes, which is UTF-16 or the name of a glyph.
func (r *cmapReader) bf(lo, hi uint32, t token) {
	switch t.kind {
	case kindText:
		if target, ok := targetOf(t.bytes); ok {
			r.into.texts.add(lo, hi, target)
		}
	case kindName:
		runes := []rune(textOf(string(t.bytes)))
		if n := len(runes); n > 0 {
			r.into.texts.add(lo, hi, target{string(runes[:n-1]), runes[n-1]})
		}
	}
}
