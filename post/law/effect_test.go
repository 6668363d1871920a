package law_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/law"
)

// A switch that no code outside this package reads makes no difference, and must
// say so.
func TestEverySwitchIsReadBySomeCodeOrMarked(t *testing.T) {
	t.Parallel()
	constants := map[string]law.Name{} // by identifier
	file, err := parser.ParseFile(token.NewFileSet(), "switches.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			if text, ok := spec.Values[0].(*ast.BasicLit); ok {
				name, err := strconv.Unquote(text.Value)
				if err != nil {
					t.Fatal(err)
				}
				constants[spec.Names[0].Name] = law.Name(name)
			}
		}
		return true
	})
	if len(constants) != len(law.Switches()) {
		t.Fatalf("%d constants, %d switches", len(constants), len(law.Switches()))
	}
	read := map[law.Name]bool{}
	const root = "../.."
	for _, room := range []string{"post/calendar", "simulator", "sender"} {
		err := filepath.WalkDir(filepath.Join(root, room), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "law" {
						read[constants[s.Sel.Name]] = true
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range law.Switches() {
		if read[s.Name] == s.NotYet {
			t.Errorf("switch %s: read by code is %v, marked as without effect is %v", s.Name, read[s.Name], s.NotYet)
		}
	}
}
