package calendar_test

import (
	"fmt"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
)

func ExampleLastDay() {
	danish, err := calendar.FromRules(law.Default(law.Denmark))
	if err != nil {
		fmt.Println(err)
		return
	}
	arrived := calendar.On(2015, time.March, 20)
	fmt.Println(calendar.LastDay(arrived, calendar.Period{N: 4, Unit: calendar.Weeks}, danish))
	// Output: 2015-04-17
}
