using System.Text;
using IxpSvnic.Arm.Semihosting;
using Operation = IxpSvnic.Arm.Semihosting.SemihostingOperation;

namespace IxpSvnic.Arm.Tests.Semihosting;

/// <summary>Every operation of the Arm semihosting specification 2.0.</summary>
[TestClass]
public sealed class AnswersCalls
{
    private const uint Failed = 0xffff_ffff;

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void Console_output_comes_from_characters_strings_and_handles(bool isBigEndian, bool isThumb)
    {
        MemoryOutside outside = new();
        using CallBench bench = new(outside, isBigEndian, isThumb);
        bench.Put(CallBench.Buffer, "hello, world");
        bench.CallWith(Operation.WriteString, CallBench.Buffer);
        bench.CallWith(Operation.WriteCharacter, CallBench.Buffer + 5);
        uint output = OpenConsole(bench, 4);
        uint error = OpenConsole(bench, 8);
        bench.Put(CallBench.Buffer, "0123456789");
        Assert.AreEqual(0u, bench.Call(Operation.Write, output, CallBench.Buffer + 1, 3));
        Assert.AreEqual(0u, bench.Call(Operation.Write, error, CallBench.Buffer + 4, 2));
        Assert.AreEqual("hello, world,123", outside.Output);
        Assert.AreEqual("45", outside.Error);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Console_input_is_read_until_its_end(bool isBigEndian)
    {
        using CallBench bench = new(new MemoryOutside("abcdef"), isBigEndian);
        uint input = OpenConsole(bench, 0);
        Assert.AreEqual('a', bench.CallWith(Operation.ReadCharacter, 0));
        Assert.AreEqual(0u, bench.Call(Operation.Read, input, CallBench.Buffer, 3));
        Assert.AreEqual("bcd", bench.Get(CallBench.Buffer, 3));
        Assert.AreEqual(8u, bench.Call(Operation.Read, input, CallBench.Buffer, 10), "bytes that did not come");
        Assert.AreEqual(10u, bench.Call(Operation.Read, input, CallBench.Buffer, 10), "the end");
        Assert.AreEqual(Failed, bench.CallWith(Operation.ReadCharacter, 0));
    }

    [TestMethod]
    public void Files_can_be_read_sought_and_measured_but_not_written()
    {
        MemoryOutside outside = new();
        outside.Files["data.txt"] = Encoding.ASCII.GetBytes("The quick brown fox");
        using CallBench bench = new(outside);
        uint file = Open(bench, "data.txt", 1);
        Assert.AreEqual(19u, bench.Call(Operation.FileLength, file));
        Assert.AreEqual(0u, bench.Call(Operation.IsTty, file));
        Assert.AreEqual(0u, bench.Call(Operation.Seek, file, 4));
        Assert.AreEqual(0u, bench.Call(Operation.Read, file, CallBench.Buffer, 5));
        Assert.AreEqual("quick", bench.Get(CallBench.Buffer, 5));
        Assert.AreEqual(6u, bench.Call(Operation.Read, file, CallBench.Buffer, 16));
        Assert.AreEqual(Failed, bench.Call(Operation.Seek, file, 20));
        Assert.AreEqual(3u, bench.Call(Operation.Write, file, CallBench.Buffer, 3));
        Assert.AreEqual(9u, bench.CallWith(Operation.ErrorNumber, 0));
        Assert.AreEqual(0u, bench.Call(Operation.Close, file));
        Assert.AreEqual(Failed, bench.Call(Operation.Close, file));
        Assert.AreEqual(file, Open(bench, "data.txt", 0), "the handle is free again");
        Assert.AreEqual(Failed, Open(bench, "data.txt", 4));
        Assert.AreEqual(30u, bench.CallWith(Operation.ErrorNumber, 0), "read-only");
        Assert.AreEqual(Failed, Open(bench, "nowhere", 0));
        Assert.AreEqual(2u, bench.CallWith(Operation.ErrorNumber, 0), "no such file");
    }

    [TestMethod]
    public void The_features_file_tells_of_extended_exit_and_both_output_streams()
    {
        using CallBench bench = new(new MemoryOutside());
        uint file = Open(bench, ":semihosting-features", 0);
        Assert.AreEqual(5u, bench.Call(Operation.FileLength, file));
        Assert.AreEqual(0u, bench.Call(Operation.Read, file, CallBench.Buffer, 5));
        Assert.AreEqual("SHFB\x03", bench.Get(CallBench.Buffer, 5));
    }

    [TestMethod]
    public void What_would_change_the_host_fails()
    {
        using CallBench bench = new(new MemoryOutside());
        foreach (Operation operation in (Operation[])[Operation.Remove, Operation.Rename, Operation.TemporaryName, Operation.System])
        {
            Assert.AreEqual(Failed, bench.Call(operation, CallBench.Buffer, 4, CallBench.Buffer, 4), operation.ToString());
        }

        Assert.AreEqual(Failed, bench.Call((Operation)0x77));
        Assert.AreEqual(1u, bench.Call(Operation.IsError, Failed));
        Assert.AreEqual(0u, bench.Call(Operation.IsError, 5));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Time_is_simulated_time(bool isBigEndian)
    {
        using CallBench bench = new(new MemoryOutside(), isBigEndian);
        Assert.AreEqual(600_000_000u, bench.CallWith(Operation.TickFrequency, 0));
        Assert.AreEqual(0u, bench.CallWith(Operation.Clock, 0));
        bench.Core.AdvanceTo(7_000_000_000);
        Assert.AreEqual(1166u, bench.CallWith(Operation.Clock, 0));
        Assert.AreEqual(1_072_915_200u + 11, bench.CallWith(Operation.Time, 0));
        Assert.AreEqual(0u, bench.CallWith(Operation.Elapsed, CallBench.Buffer));
        ulong low = bench[CallBench.Buffer + (isBigEndian ? 4u : 0)];
        ulong high = bench[CallBench.Buffer + (isBigEndian ? 0u : 4)];
        Assert.IsTrue(((high << 32) | low) is >= 7_000_000_000 and < 7_000_100_000);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void The_command_line_and_the_heap_are_told(bool isBigEndian)
    {
        using CallBench bench = new(new MemoryOutside(), isBigEndian);
        Assert.AreEqual(0u, bench.Call(Operation.GetCommandLine, CallBench.Buffer, 100));
        Assert.AreEqual("program one two\0", bench.Get(CallBench.Buffer, 16));
        Assert.AreEqual(15u, bench[CallBench.Block + 4]);
        Assert.AreEqual(Failed, bench.Call(Operation.GetCommandLine, CallBench.Buffer, 10), "no room");
        bench.Call(Operation.HeapInfo, CallBench.Buffer);
        uint[] info = [.. Enumerable.Range(0, 4).Select(i => bench[CallBench.Buffer + (4 * (uint)i)])];
        CollectionAssert.AreEqual((uint[])[0x1_0000, 0x2_0000, 0x4_0000, 0x3_0000], info);
    }

    [TestMethod]
    [DataRow(0x2_0026u, 0)]
    [DataRow(0x2_0023u, 1)]
    public void Exit_ends_with_success_only_for_an_application_that_ended(uint reason, int code)
    {
        using CallBench bench = new(new MemoryOutside());
        bench.CallWith(Operation.Exit, reason);
        Assert.IsTrue(bench.Calls.IsFinished);
        Assert.AreEqual(code, bench.Calls.ExitCode);
    }

    [TestMethod]
    public void Extended_exit_gives_the_programs_code()
    {
        using CallBench bench = new(new MemoryOutside(), isBigEndian: true);
        bench.Call(Operation.ExitExtended, 0x2_0026, 77);
        Assert.IsTrue(bench.Calls.IsFinished);
        Assert.AreEqual(77, bench.Calls.ExitCode);
    }

    private static uint OpenConsole(CallBench bench, uint mode)
    {
        uint handle = Open(bench, ":tt", mode);
        Assert.AreEqual(1u, bench.Call(Operation.IsTty, handle));
        return handle;
    }

    private static uint Open(CallBench bench, string name, uint mode)
    {
        bench.Put(CallBench.Buffer, name);
        return bench.Call(Operation.Open, CallBench.Buffer, mode, (uint)name.Length);
    }
}
