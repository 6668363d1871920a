package mutate

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Case is one judged mutation: a line of a verdict file.
type Case struct {
	Base        string // name of the base file, relative to the suite's folder
	Seed        uint64 // the seed that made the mutation
	SHA256      string // of the mutated bytes, lower-case hex
	Valid       bool   // what the oracle said
	Description string // what the mutation did; one line
}

const (
	wordValid   = "valid"
	wordInvalid = "invalid"
	caseFields  = 5
)

func verdictWord(valid bool) string {
	if valid {
		return wordValid
	}
	return wordInvalid
}

// Digest is the form in which a [Case] names the mutated bytes.
func Digest(doc []byte) string {
	sum := sha256.Sum256(doc)
	return hex.EncodeToString(sum[:])
}

// ReadCases reads a verdict file: one case per line, five fields separated by
// tabs (base, seed, SHA-256, valid or invalid, description). Empty lines and
// lines beginning with # are skipped. A line of another form is an error.
func ReadCases(r io.Reader) ([]Case, error) {
	var cases []Case
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.SplitN(line, "\t", caseFields)
		if len(f) != caseFields {
			return nil, fmt.Errorf("verdict file line %d: %d fields, want %d separated by tabs", n, len(f), caseFields)
		}
		seed, err := strconv.ParseUint(f[1], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("verdict file line %d: seed: %w", n, err)
		}
		if f[3] != wordValid && f[3] != wordInvalid {
			return nil, fmt.Errorf("verdict file line %d: verdict %q, want %s or %s", n, f[3], wordValid, wordInvalid)
		}
		cases = append(cases, Case{Base: f[0], Seed: seed, SHA256: f[2], Valid: f[3] == wordValid, Description: f[4]})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("verdict file: %w", err)
	}
	return cases, nil
}

// WriteCases writes a verdict file that [ReadCases] reads back. The header
// becomes comment lines at its top.
func WriteCases(w io.Writer, header string, cases []Case) error {
	out := bufio.NewWriter(w)
	for line := range strings.Lines(header) {
		if _, err := fmt.Fprintf(out, "# %s\n", strings.TrimRight(line, "\n")); err != nil {
			return fmt.Errorf("write verdict file: %w", err)
		}
	}
	oneLine := strings.NewReplacer("\n", `\n`, "\t", `\t`, "\r", `\r`)
	for _, c := range cases {
		_, err := fmt.Fprintf(out, "%s\t%d\t%s\t%s\t%s\n", c.Base, c.Seed, c.SHA256, verdictWord(c.Valid), oneLine.Replace(c.Description))
		if err != nil {
			return fmt.Errorf("write verdict file: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write verdict file: %w", err)
	}
	return nil
}
