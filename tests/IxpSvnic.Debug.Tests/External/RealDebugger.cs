using IxpSvnic.Arm.BareMetal;

namespace IxpSvnic.Debug.Tests.External;

/// <summary>GDB itself on a compiled program: what it prints must be what the program does.</summary>
[TestClass]
[TestCategory("External")]
public sealed class RealDebugger : IDisposable
{
    // GDB interrupts itself, as Ctrl-C would, when the program has run for a while.
    private const string InterruptSoon =
        "python import threading, os, signal; threading.Timer(1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()";

    private readonly string _folder = Directory.CreateTempSubdirectory("gdb").FullName;

    [TestMethod]
    [DataRow("-mlittle-endian", "-marm")]
    [DataRow("-mbig-endian", "-marm")]
    [DataRow("-mlittle-endian", "-mthumb")]
    public void Breakpoints_watchpoints_steps_and_changes_do_what_the_source_says(string endian, string state)
    {
        (ProgramResult result, string output) = Debug(
            [endian, state],
            "break square", "continue", "print n", "backtrace", "next", "print result", "finish", "delete",
            "watch total", "continue", "print wanted", "set var wanted = 2", "print wanted", "continue",
            "continue");
        InOrder(
            output,
            "Breakpoint 1, square (n=1) at", "$1 = 1",
            "#0  square (n=1)", "#1  ", " in main () at",
            "return result;", "$2 = 1",
            "Value returned is $3 = 1",
            "atchpoint 2: total", "Old value = 0", "New value = 1",
            "$4 = 5", "$5 = 2",
            "Old value = 1", "New value = 5",
            "exited with code 05");
        Assert.AreEqual(ProgramEnd.Exited, result.End);
        Assert.AreEqual(5, result.ExitCode);
    }

    [TestMethod]
    public void Variables_registers_and_the_program_counter_can_be_written()
    {
        (ProgramResult result, string output) = Debug(
            [],
            "break add", "continue", "set var value = 37", "delete", "tbreak add", "continue", "print total", "print/x $cpsr & 0x1f",
            "print $control & 5", "print/x $sp == $sp_svc", "set var $pc = exit_now", "set var $r0 = 9", "continue");
        InOrder(output, "$1 = 37", "$2 = 0x13", "$3 = 5", "$4 = 0x1", "exited with code 011");
        Assert.AreEqual(9, result.ExitCode);
    }

    [TestMethod]
    public void Single_steps_go_through_the_call_and_come_back()
    {
        (_, string output) = Debug(
            [], "break *_start", "stepi", "info symbol $pc", "stepi", "stepi", "x/i $pc", "kill");
        InOrder(output, "main in section .text", "=> ");
    }

    [TestMethod]
    public void Reads_and_accesses_are_watched_too()
    {
        (_, string output) = Debug(
            [], "rwatch wanted", "continue", "delete", "awatch total", "continue", "continue", "kill");
        InOrder(output, "Value = 5", "atchpoint 2: total", "Value = 0", "atchpoint 2: total", "Old value = 0", "New value = 1");
    }

    [TestMethod]
    public void An_endless_loop_is_interrupted_and_led_out()
    {
        (ProgramResult result, string output) = Debug(
            [], "set var spin = 1", InterruptSoon, "continue", "backtrace", "print turns > 1000", "set var spin = 0", "continue");
        InOrder(output, "received signal SIGINT", "main () at", "$1 = 1", "exited with code 067");
        Assert.AreEqual(55, result.ExitCode);
    }

    [TestMethod]
    public void A_second_debugger_finds_the_program_that_the_first_one_left_running()
    {
        string elf = Debuggee.Build(_folder);
        using DebuggedRun run = new(elf);
        RunningTool first = Debuggee.Debug(_folder, elf, run.Port, "set var spin = 1", "break add", "continue", "detach");
        RunningTool? second = null;
        string firstOutput = "";
        ProgramResult result = run.Run(() =>
        {
            if (second is null && first.HasExited)
            {
                firstOutput = first.Finish().Output;
                second = Debuggee.Debug(
                    _folder, elf, run.Port, "print total", "set var spin = 0", "continue");
            }

            return second is { HasExited: true };
        });
        InOrder(firstOutput, "Breakpoint 1, add (value=1)", "detached");
        InOrder(second!.Finish().Output, "main () at", "$1 = 55", "exited with code 067");
        Assert.AreEqual(55, result.ExitCode);
    }

    [TestMethod]
    public void A_fault_stops_with_its_signal_before_the_run_ends()
    {
        (ProgramResult result, string output) = Debug(
            [], "break add", "continue", "set var $pc = undefined_now", "continue", "print/x $lr_und", "continue");
        InOrder(output, "received signal SIGILL", "$1 = 0x");
        InOrder(output, "undefined instruction at 0x");
        Assert.AreEqual(ProgramEnd.UnhandledException, result.End);
    }

    [TestMethod]
    public void Monitor_commands_print_what_the_core_is_doing()
    {
        (_, string output) = Debug(
            [], "break add", "continue", "monitor core", "monitor tlb", "monitor caches", "monitor help", "monitor nonsense", "kill");
        InOrder(
            output, "Supervisor mode, ARM state", "last instructions", "data 00000000 -> 00000000  1024 KB domain  0", "lines valid",
            "this list", "not a monitor command");
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private (ProgramResult Result, string Output) Debug(string[] options, params string[] commands)
    {
        string elf = Debuggee.Build(_folder, options);
        using DebuggedRun run = new(elf);
        RunningTool gdb = Debuggee.Debug(_folder, elf, run.Port, commands);
        ProgramResult result = run.Run(() => gdb.HasExited);
        return (result, gdb.Finish().Output);
    }

    /// <summary>The texts are there, one behind the other.</summary>
    private static void InOrder(string output, params string[] texts)
    {
        int place = 0;
        foreach (string text in texts)
        {
            int found = output.IndexOf(text, place, StringComparison.Ordinal);
            Assert.IsGreaterThanOrEqualTo(0, found, $"'{text}' is missing or too early in\n{output}");
            place = found + text.Length;
        }
    }
}
