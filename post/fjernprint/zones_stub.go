package fjernprint

// zones looks at the rules of the layout sheet, FP-040 to FP-048.
func (e *examination) zones() {}
