package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// A server that is told to stop answers whom it was about to answer.
func TestStop(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, "http://"+address+"/none/", "terms", Nothing, t.TempDir(), address, time.Hour)
	}()

	var conn net.Conn
	for conn == nil {
		select {
		case err := <-ended:
			t.Fatal(err)
		default:
			conn, _ = net.Dial("tcp", address)
		}
	}
	defer conn.Close()
	const body = "name=aigerim"
	fmt.Fprintf(conn, "POST /kk/register HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", address, len(body))
	answers := bufio.NewReader(conn)
	if line, err := answers.ReadString('\n'); err != nil || line != "HTTP/1.1 100 Continue\r\n" { // it reads the form
		t.Fatalf("%q, %v", line, err)
	}
	stop()
	for {
		more, err := net.Dial("tcp", address)
		if err != nil {
			break
		}
		more.Close()
	}
	select {
	case err := <-ended:
		t.Fatalf("it ended before it had answered: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	io.WriteString(conn, body)
	if _, err := answers.ReadString('\n'); err != nil { // the end of 100 Continue
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(answers, nil)
	if err != nil || answer.StatusCode != http.StatusServiceUnavailable {
		t.Fatal(answer, err)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}
