package strictxml

const xsiSpace = "http://www.w3.org/2001/XMLSchema-instance"

// attributes checks and stores the attributes of the start tag just read.
func (w *walker) attributes(rows []attribute, v any) {
	var seen uint64
	for _, a := range w.s.tok.attrs {
		if a.space == xsiSpace {
			w.instanceAttribute(a)
			continue
		}
		found := false
		for i := range rows {
			r := &rows[i]
			if r.name.Local != string(a.local) || r.name.Space != a.space {
				continue
			}
			found = true
			seen |= 1 << i
			value, f := r.typ.check(string(a.value))
			w.fault(f, "@"+r.name.Local, value)
			if !r.set(v, value) {
				w.add("@"+r.name.Local, RuleBigValue, "a value that can be kept", value, Hardening)
			}
		}
		if !found {
			w.add("@"+string(a.local), RuleUnknownAttribute, "an attribute declared here", string(a.value), Schema)
		}
	}
	for i := range rows {
		if rows[i].required && seen&(1<<i) == 0 {
			w.add("@"+rows[i].name.Local, RuleMissingAttribute, "the attribute", "none", Schema)
		}
	}
}

func (w *walker) instanceAttribute(a scanAttr) {
	switch string(a.local) {
	case "schemaLocation", "noNamespaceSchemaLocation":
	case "type":
		w.add("@xsi:type", RuleXsiType, "no type substitution", string(a.value), Hardening)
	case "nil":
		w.add("@xsi:nil", RuleFixed, "nothing here may be nil", string(a.value), Schema)
	default:
		w.add("@xsi:"+string(a.local), RuleUnknownAttribute, "type, nil or schemaLocation", string(a.value), Schema)
	}
}

// value checks and stores the text of a simple element.
func (w *walker) value(r *row, into any, top *frame) {
	if top.children {
		return
	}
	v := string(w.text[top.text:])
	if !top.content && r.def != "" {
		v = r.def
	}
	v, f := r.typ.check(v)
	w.fault(f, "", v)
	if f.rule != "" && r.typ.Base != String && r.typ.Base != AnyURI && r.typ.Base != Language {
		return
	}
	if !r.set(into, v) {
		w.add("", RuleBigValue, "a value that can be kept", v, Hardening)
	}
}

func (w *walker) fault(f fault, step, value string) {
	if f.rule == "" {
		return
	}
	by := Schema
	if f.rule == RuleBigValue {
		by = Hardening
	}
	w.add(step, f.rule, f.limit, value, by)
}
