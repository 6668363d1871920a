// Package ident holds the numbers by which people and companies are known on
// the wire: CPR numbers (persons) and CVR numbers (legal units).
//
// # Model
//
// [CPR] and [CVR] are strings of plain digits whose form has been checked.
// [Party] is what a sender wrote: a kind and a number that may be nonsense. A
// Party can always be read; whether it is somebody is asked with [Party.CPR]
// and [Party.CVR], and answered in earnest only by the register.
//
// # Invariants
//
//   - Modulus 11 never refuses a number. CPR numbers that fail it have been
//     issued since October 2007, and our fictive numbers fail it on purpose.
//   - A CPR number is personal data. Whatever prints a value of this package
//     (fmt with any verb, log/slog, an error) shows DDMM**-**** only. Whatever
//     carries data (JSON, text encodings, SQL, [CPR.Digits]) has the plain
//     digits. Two holes no type can close: fmt prints unexported struct fields
//     without asking their methods, and slog's JSON handler encodes a struct as
//     JSON data. So log numbers and parties as attributes of their own, never
//     inside a struct.
//   - Text from elsewhere goes through [MaskText] before it reaches a log, an
//     error or a file name.
//   - Built-in people and companies are fictive by a convention that is easy to
//     check: see [Fictive] and [FictiveCVR].
//
// All functions are pure and safe for concurrent use.
package ident
