package child

import (
	"bytes"
	"context"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/validate"
)

// damage is what pdfcpu's relaxed validation has to say of a file, "" for nothing.
func damage(ctx context.Context, content []byte) (found string) {
	defer func() {
		if r := recover(); r != nil {
			found = fmt.Sprintf("validation failed: %v", r)
		}
	}()
	config := &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: model.DefaultResourceLimits(),
	}
	read, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(content), config)
	if err == nil {
		err = validate.XRefTable(read)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
