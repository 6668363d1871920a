package pdf

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// load finds and reads all objects: by the cross-reference, or without it when it
// leads nowhere. Everything is read here, so that nothing that is asked of the
// document later can run into the limits of reading.
func (d *Document) load(ctx context.Context) error {
	x, err := d.readXRef(ctx)
	if err == nil {
		d.xref = x
		if err = d.read(ctx); err == nil && d.usable() {
			return nil
		}
	}
	if err != nil && !errors.Is(err, errXRef) {
		return err
	}
	d.Repaired = true
	return d.rebuild(ctx)
}

// usable reports whether the trailer leads to a page tree.
func (d *Document) usable() bool {
	d.catalog = d.Dict(d.xref.trailer["Root"])
	return d.Dict(d.catalog["Pages"]) != nil
}

// read reads the objects that the cross-reference lists.
func (d *Document) read(ctx context.Context) error {
	if d.xref.encrypted {
		return ErrEncrypted
	}
	d.numbers = slices.Sorted(maps.Keys(d.xref.entries))
	if err := d.readPlain(ctx); err != nil {
		return err
	}
	return d.readCompressed(ctx)
}

// readPlain reads the objects that are in the file itself. One that is not where
// the cross-reference says is searched for.
func (d *Document) readPlain(ctx context.Context) error {
	for i, number := range d.numbers {
		if err := checkNow(ctx, i); err != nil {
			return err
		}
		e := d.xref.entries[number]
		if e.kind != inUse {
			continue
		}
		behind, ok := d.locate(number, e.at)
		if !ok {
			if e.at, ok = d.scan()[number]; !ok {
				e.kind = free
				continue
			}
			d.Repaired = true
			behind, _ = d.locate(number, e.at)
		}
		if err := d.budgets.spend(Objects, 1); err != nil {
			return err
		}
		var err error
		if e.found, err = d.readAt(behind); err != nil {
			return err
		}
	}
	return nil
}

// readCompressed reads the objects that are in object streams.
func (d *Document) readCompressed(ctx context.Context) error {
	for i, number := range d.numbers {
		if err := checkNow(ctx, i); err != nil {
			return err
		}
		e := d.xref.entries[number]
		if e.kind != compressed {
			continue
		}
		s, err := d.objectStream(e.at)
		if err != nil {
			return err
		}
		if s == nil {
			continue
		}
		if err := d.budgets.spend(Objects, 1); err != nil {
			return err
		}
		if e.found, err = s.read(d.budgets, number, e.index); err != nil {
			return err
		}
	}
	return nil
}

// checkNow asks the context now and then.
func checkNow(ctx context.Context, i int) error {
	if i%1024 != 0 || ctx.Err() == nil {
		return nil
	}
	return fmt.Errorf("read the objects: %w", ctx.Err())
}

// object is the object of a number, nil when there is none.
func (d *Document) object(number int) types.Object {
	if e := d.xref.entries[number]; e != nil {
		return e.found
	}
	return nil
}
