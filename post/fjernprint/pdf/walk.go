package pdf

import (
	"context"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Walk shows every object once: those reachable from the trailer, and every other
// live one of the file. ref is 0 for direct objects. It is bounded; f returns
// false to end it early.
func (d *Document) Walk(ctx context.Context, f func(ref int, o types.Object) bool) error {
	for _, n := range d.numbers {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("walk the objects: %w", err)
		}
		stack := []types.Object{d.object(n)}
		for ref := n; len(stack) > 0; ref = 0 {
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if o == nil {
				continue
			}
			if !f(ref, o) {
				return nil
			}
			switch o := o.(type) {
			case types.Dict:
				for _, v := range o {
					stack = appendDirect(stack, v)
				}
			case types.StreamDict:
				for _, v := range o.Dict {
					stack = appendDirect(stack, v)
				}
			case types.Array:
				for _, v := range o {
					stack = appendDirect(stack, v)
				}
			}
		}
	}
	return nil
}

func appendDirect(stack []types.Object, o types.Object) []types.Object {
	if _, ok := o.(types.IndirectRef); ok || o == nil {
		return stack
	}
	return append(stack, o)
}
