// Package web is the pages people look at: worlds, people, mailboxes, letters and
// what the law made of them. It reads worlds and changes only what a form says:
// the clock, the standing of a person or company, and that a letter was opened.
//
// # Model
//
//	request -> page function -> view model -> template -> HTML
//
// A page function (overview.go, people.go, letter.go, ...) asks the world and
// fills a view model of plain values. A template shows a view model and asks
// nobody, so that states_test.go can show states no world is in. All words are in
// text.go and words.go, Danish and English side by side; the ledger's English
// sentences have their Danish in detail.go.
//
// # Invariants
//
//   - Pages work without script. The script only fetches the page again when the
//     world has a new event.
//   - What a sender sent is hostile: it is text in a template, or bytes under a
//     sandboxing policy (document.go). It is never markup of a page.
//   - Every answer has a policy that forbids inline script and style, framing by
//     others and every foreign source.
//   - CPR numbers are shown in full only where the register is shown. Nothing here
//     logs an address.
package web
