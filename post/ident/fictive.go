package ident

import (
	"fmt"
	"time"
)

// Our convention for people and companies who do not exist: the number fails
// modulus 11, and a person is not born on 1 January, because those are the
// numbers that the CPR office is known to have issued without modulus 11.

// Fictive reports whether the number is nobody's by our convention.
func Fictive(c CPR) bool {
	if _, err := ParseCPR(string(c)); err != nil {
		return false
	}
	_, month, day := c.BirthDate()
	return !c.Valid11() && (month != time.January || day != 1)
}

// FictiveCVR reports whether the number is no company's by our convention.
func FictiveCVR(c CVR) bool {
	return len(c) == 8 && allDigits(string(c)) && !c.Valid11()
}

// perTen is how many fictive numbers we take of the ten that share all digits
// but the last: at most one of the ten satisfies modulus 11.
const perTen = 9

// FictiveCPRs returns how many fictive numbers [NewFictiveCPR] has for one
// birthday in the given year: 3600 or 5400, or 0 for a year outside 1858-2057.
func FictiveCPRs(year int) int { return len(centuryDigits(year)) * 100 * perTen }

// NewFictiveCPR returns the n-th fictive number, counted from 0, of somebody
// born on the given day. The same arguments always give the same number and a
// different n another one; BirthDate gives the day back.
//
// Errors are *[Error]: [CodeCPRDate] when the day does not exist,
// [CodeFictiveRange] when it is 1 January, when no CPR number can express the
// year, or when n is not in 0..[FictiveCPRs](year)-1.
func NewFictiveCPR(year int, month time.Month, day, n int) (CPR, error) {
	if !dateExists(year, month, day) {
		return "", &Error{CodeCPRDate, "choose a birthday that exists in the calendar"}
	}
	if month == time.January && day == 1 {
		return "", &Error{CodeFictiveRange, "choose another birthday than 1 January: such numbers may be somebody's"}
	}
	digits := centuryDigits(year)
	if n < 0 || n >= len(digits)*100*perTen {
		return "", &Error{CodeFictiveRange, fmt.Sprintf(
			"there are %d fictive numbers for one birthday in %d; choose n from 0 below that", FictiveCPRs(year), year)}
	}
	ten, last := n/perTen, n%perTen
	stem := fmt.Sprintf("%02d%02d%02d%c%02d", day, int(month), year%100, digits[ten/100], ten%100)
	return CPR(withLastDigit(stem, last, sum11(stem, "432765432"))), nil
}

// FictiveCVRs is how many numbers [NewFictiveCVR] has.
const FictiveCVRs = 9_000_000 * perTen

// NewFictiveCVR returns the n-th fictive company number, counted from 0. The
// same n always gives the same number and another n another one.
//
// Errors are *[Error] with [CodeFictiveRange] when n is not in 0..[FictiveCVRs]-1.
func NewFictiveCVR(n int) (CVR, error) {
	if n < 0 || n >= FictiveCVRs {
		return "", &Error{CodeFictiveRange, fmt.Sprintf("choose n from 0 below %d", FictiveCVRs)}
	}
	stem := fmt.Sprintf("%07d", 1_000_000+n/perTen)
	return CVR(withLastDigit(stem, n%perTen, sum11(stem, "2765432"))), nil
}

// withLastDigit appends the choice-th digit (0-8) that leaves modulus 11
// unsatisfied. The last digit has weight 1 in both kinds of number, so the one
// to leave out is the complement of the sum so far; when that is 10 no digit
// satisfies it, and 9 goes unused.
func withLastDigit(stem string, choice, sum int) string {
	forbidden := (11 - sum) % 11
	if choice >= forbidden {
		choice++
	}
	return stem + string(rune('0'+choice))
}

// centuryDigits lists the seventh digits that place a two-digit year in the
// century of the given year, in order.
func centuryDigits(year int) []byte {
	var digits []byte
	for d := byte('0'); d <= '9'; d++ {
		if year >= 0 && century(d, year%100)+year%100 == year {
			digits = append(digits, d)
		}
	}
	return digits
}
