package strictxml

import (
	"strconv"
	"strings"
	"time"
)

// The constructors of rows: each ties an element to a field of the struct P.

func simple[P any](n Name, t *Type, o Occurs) row {
	return row{name: n, typ: t, min: o.Min, max: o.Max}
}

// Text reads a simple element into a string, white space treated as its type
// demands. The writer leaves an optional one out when the string is empty.
func Text[P any](n Name, t *Type, o Occurs, at func(*P) *string) Row[P] {
	r := simple[P](n, t, o)
	r.set = func(p any, v string) bool { *at(p.(*P)) = v; return true }
	r.filled = func(p any) bool { return *at(p.(*P)) != "" }
	r.values = func(p any, emit func(string) error) error {
		if v := *at(p.(*P)); v != "" || o.Min > 0 {
			return emit(v)
		}
		return nil
	}
	return Row[P]{r}
}

// Bool reads an xs:boolean. The writer leaves an optional one out when it is false.
func Bool[P any](n Name, o Occurs, at func(*P) *bool) Row[P] {
	r := simple[P](n, BooleanType, o)
	r.set = func(p any, v string) bool { *at(p.(*P)) = isTrue(v); return true }
	r.filled = func(p any) bool { return *at(p.(*P)) }
	r.values = func(p any, emit func(string) error) error {
		if v := *at(p.(*P)); v || o.Min > 0 {
			return emit(strconv.FormatBool(v))
		}
		return nil
	}
	return Row[P]{r}
}

// Int reads a number type made by IntegerType. The writer leaves an optional one out when it is 0.
func Int[P any](n Name, t *Type, o Occurs, at func(*P) *int64) Row[P] {
	r := simple[P](n, t, o)
	r.set = func(p any, v string) bool {
		i, err := parseInt(v)
		if err != nil {
			return false
		}
		*at(p.(*P)) = i
		return true
	}
	r.filled = func(p any) bool { return *at(p.(*P)) != 0 }
	r.values = func(p any, emit func(string) error) error {
		if v := *at(p.(*P)); v != 0 || o.Min > 0 {
			return emit(strconv.FormatInt(v, 10))
		}
		return nil
	}
	return Row[P]{r}
}

// Time reads a dateTime as UTC, to the nanosecond; the zero time is absent and
// is left out by the writer unless required. A dateTime without a zone counts as UTC.
func Time[P any](n Name, t *Type, o Occurs, at func(*P) *time.Time) Row[P] {
	return timeRow(n, t, o, at, parseDateTime, formatDateTime)
}

// Date reads a date as midnight UTC of the day written, its zone dropped; zero as in Time.
func Date[P any](n Name, t *Type, o Occurs, at func(*P) *time.Time) Row[P] {
	return timeRow(n, t, o, at, parseDate, formatDate)
}

func timeRow[P any](n Name, t *Type, o Occurs, at func(*P) *time.Time,
	parse func(string) (time.Time, bool), format func(time.Time) string) Row[P] {
	r := simple[P](n, t, o)
	r.set = func(p any, v string) bool {
		x, ok := parse(v)
		if ok {
			*at(p.(*P)) = x
		}
		return ok
	}
	r.filled = func(p any) bool { return !at(p.(*P)).IsZero() }
	r.values = func(p any, emit func(string) error) error {
		if v := *at(p.(*P)); !v.IsZero() || o.Min > 0 {
			return emit(format(v))
		}
		return nil
	}
	return Row[P]{r}
}

// Stream reads a base64Binary that is passed on piece by piece to Options.Sink.
func Stream[P any](n Name, o Occurs, at func(*P) *Content) Row[P] {
	r := row{name: n, min: o.Min, max: o.Max, stream: true}
	r.content = func(p any) *Content { return at(p.(*P)) }
	r.filled = func(p any) bool { return at(p.(*P)).Open != nil }
	return Row[P]{r}
}

// OptStream is Stream for an optional element: nil is absent.
func OptStream[P any](n Name, o Occurs, at func(*P) **Content) Row[P] {
	r := row{name: n, min: o.Min, max: o.Max, stream: true}
	r.open = func(p any) any { c := &Content{}; *at(p.(*P)) = c; return c }
	r.content = func(p any) *Content { return *at(p.(*P)) }
	r.filled = func(p any) bool { return *at(p.(*P)) != nil }
	return Row[P]{r}
}

// Child reads an element with content into a struct that is always there.
func Child[P, C any](n Name, o Occurs, at func(*P) *C, of *Elements[C]) Row[P] {
	r := row{name: n, min: o.Min, max: o.Max, kind: of.c}
	r.open = func(p any) any { return at(p.(*P)) }
	r.filled = func(any) bool { return true }
	r.each = func(p any, emit func(any) error) error { return emit(at(p.(*P))) }
	return Row[P]{r}
}

// OptChild reads an element with content into a pointer; nil is absent.
func OptChild[P, C any](n Name, o Occurs, at func(*P) **C, of *Elements[C]) Row[P] {
	r := row{name: n, min: o.Min, max: o.Max, kind: of.c}
	r.open = func(p any) any { c := new(C); *at(p.(*P)) = c; return c }
	r.filled = func(p any) bool { return *at(p.(*P)) != nil }
	r.each = func(p any, emit func(any) error) error {
		if c := *at(p.(*P)); c != nil {
			return emit(c)
		}
		return nil
	}
	return Row[P]{r}
}

// List reads an element with content that may repeat. A pointer into the slice
// is only valid until the next element of the list is read.
func List[P, C any](n Name, o Occurs, at func(*P) *[]C, of *Elements[C]) Row[P] {
	r := row{name: n, min: o.Min, max: o.Max, kind: of.c}
	r.open = func(p any) any {
		s := at(p.(*P))
		*s = append(*s, *new(C))
		return &(*s)[len(*s)-1]
	}
	r.filled = func(p any) bool { return len(*at(p.(*P))) > 0 }
	r.each = func(p any, emit func(any) error) error {
		s := *at(p.(*P))
		for i := range s {
			if err := emit(&s[i]); err != nil {
				return err
			}
		}
		return nil
	}
	return Row[P]{r}
}

// Any is a wildcard (xs:any): elements that no other row of the parent names.
// With other set it matches every namespace but own (namespace="##other").
// The content is checked for well-formedness and skipped; the writer writes nothing.
func Any[P any](own Space, other bool, o Occurs) Row[P] {
	r := row{name: Name{Space: string(own)}, min: o.Min, max: o.Max, wild: "##any"}
	if other {
		r.wild = "##other"
	}
	r.filled = func(any) bool { return false }
	return Row[P]{r}
}

// Attribute reads an attribute without a namespace into a string. The writer
// leaves an optional one out when it is empty.
func Attribute[T any](local string, t *Type, required bool, at func(*T) *string) AttrRow[T] {
	return AttrRow[T]{attribute{
		name: Name{Local: local}, typ: t, required: required,
		set: func(p any, v string) bool { *at(p.(*T)) = v; return true },
		get: func(p any) (string, bool) { v := *at(p.(*T)); return v, v != "" || required },
	}}
}

func isTrue(v string) bool { return v == "1" || v == "true" }

func parseInt(v string) (int64, error) {
	return strconv.ParseInt(strings.TrimPrefix(v, "+"), 10, 64)
}
