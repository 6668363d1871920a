// Package mutate is test support for the strict XML readers: it bends good
// documents in small known ways and compares what a reader of ours says about
// the result with what the published schema says.
//
// # Model
//
// A base document and a seed give one mutated document, always the same one:
//
//	mutated, description := mutate.Mutate(base, 17)
//
// Some mutations are harmless (a comment, CDATA, another prefix) and must be
// accepted; most break a rule and must be refused; for many only the schema
// knows (is this element optional? is 257 characters too long?). The oracle
// that knows is xmllint with the published XSD.
//
// # Recorded verdicts
//
// The oracle is not on every machine, and the schemas are not in this
// repository. So its verdicts are committed: one [Case] per line with base
// file, seed, SHA-256 of the mutated bytes, verdict and description. The
// SHA-256 proves that the mutation made today is the one that was judged.
//
// # Use
//
// A test hands a [Suite] to [Suite.Run]:
//
//	var record = flag.Bool("record", false, "judge the mutations afresh and rewrite the recorded verdicts")
//
//	func TestReaderAgreesWithTheSchema(t *testing.T) {
//		mutate.Suite{
//			Schema:   "memo/mortenm12_memo/schemas/MeMo_core.xsd", // below the schema folder
//			Dir:      "testdata",                                  // the base files
//			Bases:    []string{"full.xml", "minimal.xml"},
//			Verdicts: "testdata/memo11.verdicts",
//			PerBase:  150,
//			Record:   *record,
//			Judge: func(doc []byte) (bool, string) {
//				findings, err := read(doc)
//				return err == nil && len(findings) == 0, fmt.Sprint(findings, err)
//			},
//		}.Run(t)
//	}
//
// Run always compares the reader with the recorded verdicts. Where the schema
// folder and xmllint are both present it also asks the oracle again and fails
// when a recorded verdict is no longer what the oracle says. Recording needs
// both.
//
// # Invariants
//
//   - Mutate is a pure function of its two arguments. Changing the tables of
//     this package changes later mutations, so the verdicts have to be recorded
//     again; Run says so when a SHA-256 differs.
//   - No mutation adds a DOCTYPE: the schema cannot see it, our readers refuse it.
//   - No network: xmllint runs with --nonet.
package mutate
