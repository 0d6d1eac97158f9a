package main

import (
	"os/exec"
	"runtime"
	"time"
)

// openBrowser opens a page in the browser, if there is one.
func (c *console) openBrowser(url string) {
	args := []string{"xdg-open", url}
	switch runtime.GOOS {
	case "darwin":
		args = []string{"open", url}
	case "windows":
		args = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	}
	cmd := exec.Command(args[0], args[1:]...)
	failed := make(chan error, 1)
	if err := cmd.Start(); err != nil {
		failed <- err
	} else {
		go func() { failed <- cmd.Wait() }()
	}
	select {
	case err := <-failed:
		if err != nil {
			c.say(c.t("desk.no-browser", "url", url))
		}
	case <-time.After(2 * time.Second): // some stay as long as the browser
	}
}
