using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Debugging;
using IxpSvnic.Debug.Server;
using IxpSvnic.Debug.Tests.Fakes;

namespace IxpSvnic.Debug.Tests.Server;

[TestClass]
public sealed class ServerTests : IDisposable
{
    private readonly ScriptedLink _link = new();
    private readonly FakeTarget _target = new();
    private bool _isStopWanted;

    [TestMethod]
    public void The_program_waits_at_its_entry_until_a_debugger_lets_it_go()
    {
        GdbServer server = Server();
        int asked = 0;
        _isStopWanted = false;
        GdbServer waiting = new(_link, _target, () => ++asked == 3);
        Assert.IsFalse(waiting.Attend());
        Assert.AreEqual(3, asked);

        _link.Connect();
        _link.Say("?");
        _link.Say("c");
        Assert.IsTrue(server.Attend());
        Assert.AreEqual("+$T05thread:1;#d7+", _link.Heard());
        CollectionAssert.AreEqual(new[] { false }, _target.Releases);
        Assert.IsTrue(server.Attend());
    }

    [TestMethod]
    public void A_step_ends_with_its_report()
    {
        GdbServer server = Connected();
        _link.Say("vCont;s:1");
        Assert.IsTrue(server.Attend());
        Assert.IsTrue(server.IsStepping);
        server.OnStop(RunExit.Limit);
        Assert.EndsWith("$T05thread:1;#d7", _link.Heard());
        _isStopWanted = true;
        Assert.IsFalse(server.Attend());
    }

    [TestMethod]
    public void An_interrupt_while_the_program_runs_stops_it()
    {
        GdbServer server = Running();
        _link.Raw(3);
        _isStopWanted = true;
        Assert.IsFalse(server.Attend());
        Assert.AreEqual("$T02thread:1;#d4", _link.Heard());
        Assert.IsFalse(server.IsRunning);
    }

    [TestMethod]
    public void An_interrupt_in_the_middle_of_an_instruction_lets_it_end_first()
    {
        GdbServer server = Running();
        _target.IsAtBoundary = false;
        _link.Raw(3);
        Assert.IsTrue(server.Attend());
        Assert.IsTrue(server.IsStepping);
        Assert.AreEqual("", _link.Heard());
        server.OnStop(RunExit.Limit);
        Assert.AreEqual("$T02thread:1;#d4", _link.Heard());
    }

    [TestMethod]
    public void A_stop_that_means_nothing_to_the_debugger_keeps_the_program_running()
    {
        GdbServer server = Running();
        _target.Explanation = null;
        server.OnStop(RunExit.Limit);
        Assert.IsTrue(server.IsRunning);
        Assert.AreEqual("", _link.Heard());
    }

    [TestMethod]
    public void The_end_of_the_program_is_told_with_its_exit_code()
    {
        GdbServer server = Running();
        server.OnExit(42);
        Assert.AreEqual("$W2a#ea", _link.Heard());
    }

    [TestMethod]
    public void A_fault_is_printed_and_stops_with_its_signal()
    {
        GdbServer server = Running();
        server.OnFault(StopSignal.SegmentationFault, "data abort");
        string heard = _link.Heard();
        Assert.StartsWith($"$O{Convert.ToHexStringLower("data abort\n"u8)}#", heard);
        Assert.EndsWith("$T0bthread:1;#04", heard);
        Assert.IsFalse(server.IsRunning);
    }

    [TestMethod]
    public void A_debugger_that_vanishes_leaves_the_program_running_without_its_breakpoints()
    {
        GdbServer server = Connected();
        _link.Say("Z0,100,4");
        _link.Disconnect();
        Assert.IsTrue(server.Attend());
        Assert.IsTrue(server.IsRunning);
        Assert.IsEmpty(_target.Points);
        server.OnExit(0);
        Assert.AreEqual("+$OK#9a", _link.Heard());
    }

    [TestMethod]
    public void The_next_debugger_finds_the_program_stopped()
    {
        GdbServer server = Running();
        _link.Say("D");
        _link.Disconnect();
        Assert.IsTrue(server.Attend());
        Assert.AreEqual("+$OK#9a", _link.Heard());
        _link.Connect();
        _link.Say("?");
        _isStopWanted = true;
        Assert.IsFalse(server.Attend());
        Assert.AreEqual("+$T02thread:1;#d4", _link.Heard());
    }

    [TestMethod]
    public void Killing_ends_the_run()
    {
        GdbServer server = Connected();
        _link.Say("vKill;1");
        Assert.IsFalse(server.Attend());
        Assert.AreEqual("+$OK#9a", _link.Heard());
    }

    public void Dispose() => _link.Dispose();

    private GdbServer Server() => new(_link, _target, () => _isStopWanted);

    private GdbServer Connected()
    {
        _link.Connect();
        return Server();
    }

    private GdbServer Running()
    {
        GdbServer server = Connected();
        _link.Say("c");
        Assert.IsTrue(server.Attend());
        _link.Heard();
        return server;
    }
}
