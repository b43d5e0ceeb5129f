using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Debugging;
using IxpSvnic.Chip.XScale;
using IxpSvnic.Machine.Boot;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Boot;

/// <summary>A debugger holds the core of a booted machine by steps and breakpoints.</summary>
[TestClass]
public sealed class DebuggedBoot
{
    private const int Steps = 300;
    private const uint Put = 0x8068;
    private const int Hits = 5;

    [TestMethod]
    public void A_debugger_that_only_looks_leaves_the_history_as_it_was()
    {
        (string hash, long instructions) = Run(null, 0);
        foreach (int window in (int[])[0, 1, 28])
        {
            Looker debugger = new();
            (string debugged, long executed) = Run(debugger, window);
            Assert.AreEqual(Steps, debugger.StepsDone);
            Assert.AreEqual(Hits, debugger.HitsSeen);
            Assert.AreEqual(instructions, executed, $"window {window}");
            Assert.AreEqual(hash, debugged, $"window {window}");
        }
    }

    [TestMethod]
    public void A_step_executes_one_instruction_and_no_more()
    {
        Looker debugger = new();
        Run(debugger, 0);
        CollectionAssert.AreEqual(Enumerable.Range(1, Steps).Select(i => (long)i).ToArray(), debugger.Retired.ToArray());
    }

    private static (string Hash, long Instructions) Run(Looker? debugger, int window)
    {
        BootOptions options = new()
        {
            Image = Path.Combine(AppContext.BaseDirectory, "Boot", "Images", "hello.be.bin"),
            MaxTicks = 2 * Ticks.PerMillisecond,
        };
        using BootSession session = new(
            options, new ReplayOptions { Captures = [], FirmwareFolder = Bench.Repository.Firmware, WindowCycles = window });
        if (debugger is not null)
        {
            debugger.Core = session.Machine.Chip.Xscale;
            session.Debugger = debugger;
        }

        session.Run();
        return (session.Machine.StateHash, session.Machine.Chip.Xscale.Core.InstructionsRetired);
    }

    /// <summary>Steps, then goes from one call of <c>put</c> to the next, then lets go.</summary>
    private sealed class Looker : ICoreDebugger
    {
        private bool _isHalted = true;

        public XscaleProcessor Core { get; set; } = null!;

        public int StepsDone { get; private set; }

        public int HitsSeen { get; private set; }

        public List<long> Retired { get; } = [];

        public bool IsStepping => StepsDone < Steps;

        public bool Attend()
        {
            if (_isHalted)
            {
                _isHalted = false;
                Core.Resume(IsStepping);
            }

            return true;
        }

        public void OnStop(RunExit exit)
        {
            _isHalted = true;
            if (exit == RunExit.Limit)
            {
                StepsDone++;
                Retired.Add(Core.Core.InstructionsRetired);
                if (StepsDone == Steps)
                {
                    Core.Core.AddBreakpoint(Put);
                }
            }
            else
            {
                Assert.AreEqual(RunExit.Breakpoint, exit);
                Assert.AreEqual(Put, Core.Core.ProgramCounter);
                if (++HitsSeen == Hits)
                {
                    Core.Core.RemoveBreakpoint(Put);
                }
            }
        }

        public void OnFault(int signal, string problem) => Assert.Fail(problem);

        public void OnExit(int exitCode)
        {
        }
    }
}
