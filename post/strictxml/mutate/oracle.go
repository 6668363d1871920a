package mutate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// batch is how many files one xmllint process judges. Compiling a schema costs
// far more than judging a small document.
const batch = 250

// Xmllint is the oracle: libxml2's validator with a published XSD.
type Xmllint struct{ path string }

// FindXmllint looks for xmllint on the PATH and reports false where there is none.
func FindXmllint() (Xmllint, bool) {
	path, err := exec.LookPath("xmllint")
	return Xmllint{path: path}, err == nil
}

// Verdict is what the oracle says about one document.
type Verdict struct {
	Valid bool
	Why   string // its messages about this document; empty for a valid one
}

// Validate judges documents against a schema file, in order. A document that is
// not well-formed is not valid. An error means that nothing was judged: the
// schema does not compile, or xmllint could not run. folder takes the temporary
// files and is left as it was.
func (x Xmllint) Validate(ctx context.Context, folder, schema string, docs [][]byte) (_ []Verdict, err error) {
	if _, err := os.Stat(schema); err != nil {
		return nil, fmt.Errorf("schema for the oracle: %w", err)
	}
	dir, err := os.MkdirTemp(folder, "xmllint")
	if err != nil {
		return nil, fmt.Errorf("folder for the oracle: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	verdicts := make([]Verdict, 0, len(docs))
	for start := 0; start < len(docs); start += batch {
		part := docs[start:min(start+batch, len(docs))]
		judged, err := x.validateBatch(ctx, dir, schema, part)
		if err != nil {
			return nil, err
		}
		verdicts = append(verdicts, judged...)
	}
	return verdicts, nil
}

func (x Xmllint) validateBatch(ctx context.Context, dir, schema string, docs [][]byte) ([]Verdict, error) {
	args := []string{"--nonet", "--noout", "--schema", schema}
	names := make([]string, len(docs))
	for i, doc := range docs {
		names[i] = filepath.Join(dir, fmt.Sprintf("case%06d.xml", i))
		if err := os.WriteFile(names[i], doc, 0o600); err != nil {
			return nil, fmt.Errorf("file for the oracle: %w", err)
		}
	}
	cmd := exec.CommandContext(ctx, x.path, append(args, names...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	runErr := cmd.Run() // an exit code other than 0 also means "one was invalid"; the lines tell
	var exit *exec.ExitError
	if runErr != nil && !errors.As(runErr, &exit) {
		return nil, fmt.Errorf("run xmllint: %w", runErr)
	}
	if text := stderr.String(); strings.Contains(text, "failed to compile") {
		return nil, fmt.Errorf("xmllint cannot compile %s: %s", schema, text)
	}
	return sortLines(names, stderr.String(), runErr == nil)
}

// sortLines reads xmllint's messages: each begins with the file it is about.
func sortLines(names []string, messages string, allGood bool) ([]Verdict, error) {
	verdicts := make([]Verdict, len(names))
	for i, name := range names {
		var about []string
		for line := range strings.Lines(messages) {
			if rest, ok := strings.CutPrefix(line, name); ok {
				about = append(about, strings.TrimSpace(strings.TrimPrefix(rest, ":")))
			}
		}
		why := strings.Join(about, "; ")
		switch {
		case why == "":
			return nil, fmt.Errorf("xmllint said nothing about document %d: %s", i, messages)
		case strings.HasSuffix(why, "validates"):
			verdicts[i] = Verdict{Valid: true}
		case allGood:
			return nil, fmt.Errorf("xmllint succeeded but complains: %s", why)
		default:
			verdicts[i] = Verdict{Why: why}
		}
	}
	return verdicts, nil
}

// FindSchemas locates the folder of published schemas: ../shared/schemas beside
// the repository root, which is the nearest folder upwards with a go.mod. It
// reports false where the folder is absent.
func FindSchemas() (string, bool) {
	dir, err := os.Getwd()
	if err != nil {
		return "", false
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
	schemas := filepath.Join(filepath.Dir(dir), "shared", "schemas")
	info, err := os.Stat(schemas)
	return schemas, err == nil && info.IsDir()
}
