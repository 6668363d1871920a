package pdf

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Walk shows every object once: those reachable from the trailer, and every other
// live one of the file. ref is 0 for direct objects, which follow the one they
// are part of. The order is always the same. f returns false to end the walk early;
// the error is the context's.
//
// References are not followed, since what they lead to is shown on its own; null
// is not shown.
func (d *Document) Walk(ctx context.Context, f func(ref int, o types.Object) bool) error {
	var stack []types.Object
	if root, ok := d.xref.trailer["Root"].(types.Dict); ok {
		stack = append(stack, root) // of no number: some files have it in the trailer
	}
	number := 0
	for _, next := range append([]int{0}, d.numbers...) {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("walk the objects: %w", err)
		}
		if next != 0 {
			number = next
			stack = append(stack, d.object(number))
		}
		for len(stack) > 0 {
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if _, ok := o.(types.IndirectRef); ok || o == nil {
				continue
			}
			if !f(number, o) {
				return nil
			}
			number = 0
			stack = pushParts(stack, o)
		}
	}
	return nil
}

// pushParts puts what an object consists of on a stack, so that the first comes off
// first.
func pushParts(stack []types.Object, o types.Object) []types.Object {
	switch o := o.(type) {
	case types.StreamDict:
		return pushParts(stack, o.Dict)
	case types.Dict:
		keys := slices.Sorted(maps.Keys(o))
		for _, k := range slices.Backward(keys) {
			stack = append(stack, o[k])
		}
	case types.Array:
		for _, v := range slices.Backward(o) {
			stack = append(stack, v)
		}
	}
	return stack
}
