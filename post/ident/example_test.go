package ident_test

import (
	"fmt"
	"time"

	"github.com/brevdue/brevdue/post/ident"
)

func ExampleNewFictiveCPR() {
	c, err := ident.NewFictiveCPR(1990, time.March, 7, 0)
	fmt.Println(c, ident.Fictive(c), err)
	// Output: 0703**-**** true <nil>
}
