package strictxml

import "io"

// stream reads a whole base64 element and passes it to the sink.
func (w *walker) stream() *Error {
	top := &w.frames[len(w.frames)-1]
	content := top.row.content(top.parent)
	var out io.WriteCloser
	if w.opts.Sink != nil {
		var err error
		if out, err = w.opts.Sink(top.parent, content); err != nil {
			return w.sinkError(err)
		}
	}
	d := decoder{stray: -1}
	if out != nil {
		d.w = out
	}
	e := w.pump(top, &d)
	content.Size = d.size
	if out != nil {
		if err := out.Close(); err != nil && e == nil {
			e = w.sinkError(err)
		}
	}
	if e == nil {
		w.pop(top)
	}
	return e
}

// pump feeds the decoder up to the end tag.
func (w *walker) pump(top *frame, d *decoder) *Error {
	s := w.s
	for {
		w.fastBytes(d)
		if d.err != nil {
			return w.sinkError(d.err)
		}
		at := s.in.offset()
		if e := s.next(); e != nil {
			return e
		}
		switch s.tok.kind {
		case tokenText:
			d.write(s.tok.text, at)
		case tokenStart:
			if e := w.unexpected(top); e != nil {
				return e
			}
		default:
			fits := d.end()
			if d.err != nil {
				return w.sinkError(d.err)
			}
			if !fits {
				w.add("", RuleType, "base64", "wrong length or padding", Schema)
			}
			if d.stray >= 0 {
				w.addAt(d.stray, "", RuleBase64Stray, "base64", "a character outside the alphabet", Hardening)
			}
			return nil
		}
	}
}

// fastBytes decodes straight out of the window as long as it holds nothing but
// base64 letters and white space; those need no other check, XML allows them.
func (w *walker) fastBytes(d *decoder) {
	in := &w.s.in
	for !w.s.pendingEnd && d.err == nil && in.fill() == nil { // an error comes again in next
		n := d.take(in.buf[in.r:in.w])
		if n > 0 {
			w.s.brackets = 0
		}
		in.r += n
		if in.r < in.w {
			return
		}
	}
}

func (w *walker) sinkError(err error) *Error {
	e := w.s.fail(CodeSink, Hardening, "the document could not be stored")
	e.Err = err
	return e
}
