package main

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/ident"
)

// The plan of the house, "Who may know whom" of the design, as data.

const module = "github.com/brevdue/brevdue"

// room is a part of the house: all packages below its path that are in no room
// with a longer path.
type room struct {
	path     string   // "" is package main
	mayKnow  []string // other rooms; everything of a room's own is allowed
	inTests  []string // what its tests may know besides
	noImport []string // packages of the standard library that it must not import, tests excepted
}

// plan returns all rooms. A package that lies in none of them is a finding, so a
// new room begins with a line here.
func plan() []room {
	net := []string{"net", "net/http", "crypto/tls"}
	post := []string{"post", "post/wire"}
	return []room{
		{path: "", mayKnow: []string{
			"simulator", "simulator/pki", "sender", "sender/outbox", "sender/provider", "sender/web", "conformance", "post"}},

		// The shared language: no network, nothing of ours outside post.
		{path: "post", noImport: net},
		{path: "post/wire", mayKnow: []string{"post"}, noImport: net}, // the formats, see wire below

		// The world knows neither HTTP nor a wire format.
		{path: "simulator/world", mayKnow: []string{"post"}, noImport: net},
		{path: "simulator/fault", mayKnow: []string{"post"}},
		{path: "simulator/pki", mayKnow: []string{"post"}},
		{path: "simulator/journal", mayKnow: []string{"post", "simulator/world"}},
		{path: "simulator/door", mayKnow: slices.Concat(post, []string{
			"simulator/world", "simulator/journal", "simulator/pki", "simulator/fault"})},
		{path: "simulator/control", mayKnow: slices.Concat(post, []string{
			"simulator/world", "simulator/journal", "simulator/pki", "simulator/fault"})},
		{path: "simulator/web", mayKnow: slices.Concat(post, []string{"simulator/world", "simulator/journal"})},
		{path: "simulator", mayKnow: slices.Concat(post, []string{
			"simulator/world", "simulator/journal", "simulator/pki", "simulator/fault", "simulator/door", "simulator/control", "simulator/web"})},

		// The sender, which only the wire joins to the simulator.
		{path: "sender/outbox", mayKnow: []string{"post"}},
		{path: "sender/provider", mayKnow: slices.Concat(post, []string{"sender/outbox"})}, // answers in evidence
		{path: "sender/inbox", mayKnow: post},
		{path: "sender/web", mayKnow: []string{"post", "sender/outbox"}},
		{path: "sender", mayKnow: slices.Concat(post, []string{"sender/outbox", "sender/provider", "sender/inbox", "sender/web"})},

		{path: "features"},
		{path: "conformance", mayKnow: slices.Concat(post, []string{
			"features", "simulator", "simulator/world", "simulator/pki", "simulator/door", "simulator/control", "simulator/fault",
			"simulator/journal", "sender", "sender/outbox", "sender/provider"})},
		// Drives the binary from outside; what it reads of the house are tables and formats.
		{path: "conformance/e2e", inTests: slices.Concat(post, []string{"simulator", "simulator/world", "simulator/pki"})},
		{path: "docker", inTests: slices.Concat(post, []string{"simulator", "simulator/pki"})},
	}
}

// wire are the format packages; for the plan they are the room post/wire.
func wire() []string { return []string{"post/strictxml", "post/memo", "post/kombi"} }

// roomOf returns the path of the room in which a package, or false for none.
func roomOf(pkg string) (string, bool) {
	for _, format := range wire() {
		if below(pkg, format) {
			return "post/wire", true
		}
	}
	best, found := "", pkg == ""
	for _, r := range plan() {
		if r.path != "" && below(pkg, r.path) && len(r.path) > len(best) {
			best, found = r.path, true
		}
	}
	return best, found
}

// below tells whether a package is the folder or lies in it.
func below(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// source is what the plan judges about one package; path "" is package main.
type source struct {
	path, name       string
	imports, inTests []string
}

// offences lists every breach of the plan, in the order of the packages.
func offences(house []source) []string {
	rooms := map[string]room{}
	for _, r := range plan() {
		rooms[r.path] = r
	}
	var found []string
	for _, pkg := range house {
		report := func(format string, args ...any) {
			found = append(found, fmt.Sprintf("%s: ", module+strings.TrimSuffix("/"+pkg.path, "/"))+fmt.Sprintf(format, args...))
		}
		for _, word := range []string{pkg.name, path.Base(pkg.path)} {
			if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "model", "models", "misc", "shared"}, word) {
				report("a package is named by its role, not %q", word)
				break
			}
		}
		own, ok := roomOf(pkg.path)
		if !ok {
			report("lies in no room of the house")
			continue
		}
		for _, imported := range pkg.imports {
			if slices.Contains(rooms[own].noImport, imported) {
				report("must not import %s", imported)
			}
		}
		check := func(imports, allowed []string, who string) {
			for _, imported := range imports {
				target, ours := strings.CutPrefix(imported+"/", module+"/")
				if !ours {
					continue
				}
				target = strings.TrimSuffix(target, "/")
				if room, ok := roomOf(target); !ok || room != own && !slices.Contains(allowed, room) {
					report("%s must not import %s", who, target)
				}
			}
		}
		check(pkg.imports, rooms[own].mayKnow, "it")
		check(pkg.inTests, slices.Concat(rooms[own].mayKnow, rooms[own].inTests), "its test")
	}
	return found
}

func TestEveryPackageKnowsOnlyWhomItMay(t *testing.T) {
	t.Parallel()
	house := readHouse(t)
	if len(house) < 3 {
		t.Fatalf("only %d packages were found", len(house))
	}
	for _, offence := range offences(house) {
		t.Error(offence)
	}
}

func TestThePlanCatchesEachOffence(t *testing.T) {
	t.Parallel()
	of := func(paths ...string) []string {
		var out []string
		for _, p := range paths {
			out = append(out, module+"/"+p)
		}
		return out
	}
	tests := []struct {
		why  string
		pkg  source
		want string // "" is allowed
	}{
		{"simulator knows sender", source{path: "simulator", imports: of("sender")}, "it must not import sender"},
		{"sender knows simulator", source{path: "sender/provider/kombi", imports: of("simulator/pki")}, "it must not import simulator/pki"},
		{"sender's test knows simulator", source{path: "sender", inTests: of("simulator")}, "its test must not import simulator"},
		{"post knows the world", source{path: "post/ident", imports: of("simulator/world")}, "it must not import simulator/world"},
		{"post on the network", source{path: "post/memo", imports: []string{"net/http"}}, "must not import net/http"},
		{"world knows HTTP", source{path: "simulator/world/store", imports: []string{"net/http"}}, "must not import net/http"},
		{"world knows a format", source{path: "simulator/world", imports: of("post/memo")}, "it must not import post/memo"},
		{"world knows the reader", source{path: "simulator/world", imports: of("post/strictxml/charset")}, "it must not import post/strictxml/charset"},
		{"world knows a door", source{path: "simulator/world", imports: of("simulator/door/kombi")}, "it must not import simulator/door/kombi"},
		{"world knows certificates", source{path: "simulator/world", imports: of("simulator/pki")}, "it must not import simulator/pki"},
		{"door knows control", source{path: "simulator/door/kombi", imports: of("simulator/control")}, "it must not import simulator/control"},
		{"door knows the whole simulator", source{path: "simulator/door/kombi", imports: of("simulator")}, "it must not import simulator"},
		{"features know steps", source{path: "features", imports: of("conformance/steps")}, "it must not import conformance/steps"},
		{"docker in the product", source{path: "docker", imports: of("simulator")}, "it must not import simulator"},
		{"somebody knows main", source{path: "sender", imports: []string{module}}, "it must not import "},
		{"main knows a door", source{imports: of("simulator/door/kombi")}, "it must not import simulator/door/kombi"},
		{"a new room", source{path: "cmd/brevdue"}, "lies in no room of the house"},
		{"a drawer for everything", source{path: "post/util"}, `a package is named by its role, not "util"`},
		{"a hidden drawer", source{path: "post/ident", name: "helpers"}, `a package is named by its role, not "helpers"`},

		{"main", source{imports: of("simulator", "sender", "conformance", "simulator/pki")}, ""},
		{"world", source{path: "simulator/world", imports: slices.Concat(of("post/law", "simulator/world/store"), []string{"net/url"}), inTests: []string{"net/http"}}, ""},
		{"door", source{path: "simulator/door/kombi", imports: slices.Concat(of("simulator/world", "simulator/pki", "post/memo"), []string{"net/http"})}, ""},
		{"conformance", source{path: "conformance/steps", imports: of("simulator", "sender", "features", "post/kombi")}, ""},
		{"docker's test", source{path: "docker", inTests: of("simulator/pki")}, ""},
		{"a name that only begins alike", source{path: "post/lawyer", imports: []string{module + "x/sender"}}, ""},
	}
	for _, tc := range tests {
		var want []string
		if tc.want != "" {
			want = []string{module + strings.TrimSuffix("/"+tc.pkg.path, "/") + ": " + tc.want}
		}
		if diff := cmp.Diff(want, offences([]source{tc.pkg})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.why, diff)
		}
	}
}

func TestThePlanHasNoCircles(t *testing.T) {
	t.Parallel()
	knows := map[string][]string{}
	for _, r := range plan() {
		knows[r.path] = r.mayKnow
	}
	var walk func(from string, trail []string)
	walk = func(from string, trail []string) {
		if slices.Contains(trail, from) {
			t.Errorf("a circle: %s", strings.Join(append(trail, from), " -> "))
			return
		}
		for _, to := range knows[from] {
			if _, ok := knows[to]; !ok {
				t.Errorf("%s may know %s, which is no room", from, to)
			}
			walk(to, append(slices.Clone(trail), from))
		}
	}
	for _, from := range slices.Sorted(maps.Keys(knows)) {
		walk(from, nil)
	}
}

func TestTheTopFloorHoldsOnlyWhatThePlanNames(t *testing.T) {
	t.Parallel()
	known := []string{"post", "simulator", "sender", "features", "conformance", "docker", // rooms
		"main.go", "main_test.go", "go.mod", "go.sum", "Makefile", "LICENSE", "README.md", "CHANGELOG.md",
		"brevdue", "brevdue-report"} // made here, ignored by git
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") && !slices.Contains(known, entry.Name()) {
			t.Errorf("%s does not belong at the top: put it into a room, or name it here and say why", entry.Name())
		}
	}
}

// readHouse reads the imports of every Go file, whatever its build tags.
func readHouse(t *testing.T) []source {
	t.Helper()
	packages := map[string]*source{}
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if name == "testdata" || len(name) > 1 && strings.ContainsAny(name[:1], "._") || name == "brevdue-report" {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		folder := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(file)), ".")
		if packages[folder] == nil {
			packages[folder] = &source{path: folder}
		}
		return readImports(packages[folder], file)
	})
	if err != nil {
		t.Fatal(err)
	}
	var house []source
	for _, folder := range slices.Sorted(maps.Keys(packages)) {
		house = append(house, *packages[folder])
	}
	return house
}

func readImports(pkg *source, file string) error {
	syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	isTest := strings.HasSuffix(file, "_test.go")
	if !isTest {
		pkg.name = syntax.Name.Name
	}
	for _, spec := range syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		list := &pkg.imports
		if isTest {
			list = &pkg.inTests
		}
		if !slices.Contains(*list, imported) {
			*list = append(*list, imported)
		}
	}
	return nil
}

func TestAWrongCommandLineEndsWithTwo(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"fly"}, {"certs"}, {"certs", "--cvr"},
		{"simulate", "--population=-5"}, {"simulate", "--http", "0.0.0.0:0"},
		{"send", "--to", "abc", "--title", "x", "--pdf", "/nowhere.pdf", "--data", t.TempDir()},
	} {
		var out, problems bytes.Buffer
		if code := run(t.Context(), "", args, &out, &problems); code != 2 || problems.Len() == 0 {
			t.Errorf("brevdue %v: exit code %d, says %q; want 2 and a reason", args, code, problems.String())
		}
	}
}

func TestNothingAskedShowsTheHelp(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"--version"}} {
		var out, problems bytes.Buffer
		if code := run(t.Context(), "", args, &out, &problems); code != 0 || !strings.Contains(out.String(), "brevdue") || problems.Len() > 0 {
			t.Errorf("brevdue %v: exit code %d, %q, %q; want 0 and help or version", args, code, out.String(), problems.String())
		}
	}
}

func TestCertsThroughTheCommandLine(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "certs")
	var out, problems bytes.Buffer
	if code := run(t.Context(), "", []string{"certs", dir}, &out, &problems); code != 0 || !strings.Contains(out.String(), dir) {
		t.Fatalf("exit code %d, %q, %q", code, out.String(), problems.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "organisation.pem")); err != nil {
		t.Error(err)
	}
	if code := run(t.Context(), "", []string{"certs", t.TempDir(), "--cvr", "1"}, &out, &problems); code != 1 || !strings.Contains(problems.String(), "eight digits") {
		t.Errorf("a wrong CVR number: exit code %d, %q; want 1 and the reason", code, problems.String())
	}
}

// TestEveryCPRNumberWrittenInTheHouseIsNobodys reads all that is written here,
// tests and samples too: a number that could be a person's is in none of it.
func TestEveryCPRNumberWrittenInTheHouseIsNobodys(t *testing.T) {
	t.Parallel()
	// Examples of what is not fictive. Nobody born on 1 January of those years has them.
	examples := []ident.CPR{"0101010101", "0101901231"}
	written := regexp.MustCompile(`\b[0-9]{6}-?[0-9]{4}\b`)
	seen := 0
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if len(name) > 1 && name[0] == '.' || name == "brevdue-report" {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".feature", ".html", ".md", ".tmpl", ".verdicts", ".xml", ".yaml"}, filepath.Ext(name)) {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, number := range written.FindAllString(string(text), -1) {
			c, err := ident.ParseCPR(number)
			if err != nil {
				continue // no day has that number
			}
			seen++
			if !ident.Fictive(c) && !slices.Contains(examples, c) {
				t.Errorf("%s: %s may be somebody's: take one that fails modulus 11", file, number)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Errorf("only %d numbers were found: is the house read at all?", seen)
	}
}
