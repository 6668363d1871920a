package e2e_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// TestTheTablesOfTheReadmeAreTheCodes compares the tables that code decides.
func TestTheTablesOfTheReadmeAreTheCodes(t *testing.T) {
	t.Parallel()
	readme, _ := readReadme(t)
	for name, want := range map[string]string{
		"magic":    magicTable(),
		"switches": switchTable(),
	} {
		got := between(t, readme, "<!-- table: "+name+" -->\n", "<!-- end -->")
		if got == want {
			continue
		}
		t.Errorf("table %q of the README is not the code's; BREVDUE_UPDATE=1 writes this one:\n%s", name, want)
		readme = strings.Replace(readme, "-->\n"+got+"<!-- end -->", "-->\n"+want+"<!-- end -->", 1)
	}
	if t.Failed() && os.Getenv("BREVDUE_UPDATE") == "1" {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(readme), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func magicTable() string {
	out := "| number | name | what it is for |\n| --- | --- | --- |\n"
	for _, entry := range world.Magic() {
		name := entry.Name
		if name == "" {
			name = "nobody"
		}
		out += fmt.Sprintf("| %s %s | %s | %s |\n", entry.Party.Kind, entry.Party.Number, name, entry.En)
	}
	return out
}

func switchTable() string {
	out := "| switch | default | what is in question | open point |\n| --- | --- | --- | --- |\n"
	for _, s := range law.Switches() {
		if s.NotYet {
			s.En += " Nothing depends on it yet: it cannot be changed."
		}
		out += fmt.Sprintf("| `%s` | `%s` | %s | %s |\n", s.Name, s.Default, s.En, s.Contested)
	}
	return out
}

// between cuts out what stands between two marks.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, from)
	inside, _, ended := strings.Cut(rest, to)
	if !found || !ended {
		t.Fatalf("the README has no part from %q to %q", from, to)
	}
	return inside
}

func TestEveryCodeIsInItsTableAndNoOther(t *testing.T) {
	t.Parallel()
	readme, _ := readReadme(t)
	quoted := regexp.MustCompile("`([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+|conflict|invalid|internal)`")
	for name, want := range map[string][]string{
		"receipts": constants(t, "simulator/world/errors.go", "Fail"),
		"answers": slices.Concat(
			constants(t, "simulator/door/kombi/faults.go", "code"),
			constants(t, "simulator/door/caller.go", "Code"),
			synchronous(t),
			starting(constants(t, "simulator/pki/errors.go", "Code"), "certificate.")),
		"control": slices.Concat(
			constants(t, "simulator/control/problem.go", "code"),
			starting(constants(t, "simulator/pki/errors.go", "Code"), "pki.invalid", "pki.unknown", "pki.storage", "pki.crypto"),
			starting(constants(t, "post/ident/errors.go", "Code"), "cpr.", "cvr."),
			starting(constants(t, "post/law/switch.go", "Code"), "law.switch."),
			constants(t, "simulator/fault/rule.go", "Code"),
			[]string{world.CodeNotFound, world.CodeConflict, world.CodeInvalid, world.CodeBackwards, world.CodeNotSettled, world.CodeHanded, world.CodeNotPosted}),
	} {
		var got []string
		for _, match := range quoted.FindAllStringSubmatch(between(t, readme, "<!-- table: "+name+" -->\n", "<!-- end -->"), -1) {
			got = append(got, match[1])
		}
		slices.Sort(got)
		slices.Sort(want)
		if want = slices.Compact(want); !slices.Equal(got, want) {
			t.Errorf("table %q: missing %q, too many %q", name, without(want, got), without(got, want))
		}
	}
}

// synchronous are the codes of the world and of the wire that a door answers with.
func synchronous(t *testing.T) []string {
	t.Helper()
	return append(starting(constants(t, "post/kombi/errors.go", "Code"), "kombi.request.", "kombi.json"),
		world.CodeNoAgreement, world.CodeForeignSender, world.CodeNotPublic, world.CodeIncomplete, world.CodeInvalid)
}

// starting are the codes that begin with one of the words.
func starting(codes []string, words ...string) []string {
	return slices.DeleteFunc(codes, func(code string) bool {
		return !slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(code, word) })
	})
}

// without are the members of one list that another has not.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}

// constants reads the string constants of a file whose names begin with a word.
func constants(t *testing.T, file, prefix string) []string {
	t.Helper()
	syntax, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(syntax, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, name := range spec.Names {
			if !strings.HasPrefix(name.Name, prefix) || i >= len(spec.Values) {
				continue
			}
			if literal, ok := spec.Values[i].(*ast.BasicLit); ok && literal.Kind == token.STRING {
				value, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, value)
			}
		}
		return true
	})
	if len(out) == 0 {
		t.Fatalf("%s has no constants named %s...", file, prefix)
	}
	return out
}

func TestTheHostNamesAreThoseOfTheCertificate(t *testing.T) {
	t.Parallel()
	readme, _ := readReadme(t)
	words := strings.Fields(between(t, readme, "<!-- hosts:", "**Trust.**"))
	var got []string
	for _, word := range words {
		if strings.HasSuffix(word, ".dk") {
			got = append(got, word)
		}
	}
	want := pki.RealHosts()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the README names %q, the certificate %q", got, want)
	}
}

func TestTheOptionsOfTheWireExist(t *testing.T) {
	t.Parallel()
	readme, _ := readReadme(t)
	options, _ := reflect.TypeFor[simulator.Options]().FieldByName("Kombi")
	rows := between(t, readme, "<!-- options:", "## Different")
	found := 0
	for _, row := range strings.Split(rows, "\n| ")[1:] {
		cell, _, _ := strings.Cut(row, "|")
		for _, match := range regexp.MustCompile("`([A-Z][A-Za-z0-9]*)`").FindAllStringSubmatch(cell, -1) {
			found++
			if _, ok := options.Type.FieldByName(match[1]); !ok {
				t.Errorf("kombi.Options has no field %s", match[1])
			}
		}
	}
	if found == 0 {
		t.Error("the table names no option")
	}
}

func TestEveryRoomOfThePictureExists(t *testing.T) {
	t.Parallel()
	readme, _ := readReadme(t)
	parent := ""
	shown := map[string]bool{}
	for line := range strings.Lines(between(t, readme, "<!-- rooms:", "To contribute")) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		folder, isFolder := strings.CutSuffix(name, "/")
		if !isFolder {
			continue
		}
		if strings.HasPrefix(line, " ") {
			folder = filepath.Join(parent, folder)
		} else {
			parent = folder
		}
		shown[folder] = true
		if info, err := os.Stat(filepath.Join(root, folder)); err != nil || !info.IsDir() {
			t.Errorf("the picture of the house shows %s, which is no folder", folder)
		}
	}
	// And the other way round: no room is left out.
	for _, pattern := range []string{"post/*", "simulator/*", "sender/*"} {
		folders, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, folder := range folders {
			if info, err := os.Stat(folder); err != nil || !info.IsDir() {
				continue
			}
			inside, err := filepath.Rel(root, folder)
			if err != nil {
				t.Fatal(err)
			}
			if !shown[inside] {
				t.Errorf("the picture of the house leaves out %s; it shows %q", inside, slices.Sorted(maps.Keys(shown)))
			}
		}
	}
}
