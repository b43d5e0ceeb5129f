using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Debugging;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Semihosting;
using IxpSvnic.Machine.Boot;
using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Boot;

/// <summary>Images/sum.s adds up to 1000 in memory and exits with the sum's low byte, 500500 AND 255.</summary>
[TestClass]
public sealed class BoardHostTests
{
    private const int Expected = 500500 & 0xff;

    [TestMethod]
    public void A_program_ends_alike_on_the_board_and_on_a_core_with_RAM()
    {
        (ProgramResult board, long boardInstructions, long boardCycles) = Run(new BoardHost(new MachineConfig(), Repository.Firmware));
        MachineConfig config = new();
        (ProgramResult ram, long ramInstructions, long ramCycles) = Run(new RamHost(64 << 20, config.Chip.Xscale, config.Ram));
        Assert.AreEqual((ProgramEnd.Exited, Expected), (board.End, board.ExitCode));
        Assert.AreEqual((ProgramEnd.Exited, Expected), (ram.End, ram.ExitCode));
        Assert.AreEqual(ramInstructions, boardInstructions);
        Assert.IsGreaterThan(boardInstructions, boardCycles);
        Assert.AreNotEqual(ramCycles, boardCycles, "the chip's DRAM answers at its own pace");
    }

    [TestMethod]
    public void Single_steps_on_the_board_cost_the_program_nothing()
    {
        (ProgramResult expected, long instructions, long cycles) = Run(new BoardHost(new MachineConfig(), Repository.Firmware));
        Stepper debugger = new();
        (ProgramResult stepped, long steppedInstructions, long steppedCycles) =
            Run(new BoardHost(new MachineConfig(), Repository.Firmware), debugger);
        Assert.AreEqual(Stepper.Steps, debugger.StepsDone);
        Assert.AreEqual((expected.End, expected.ExitCode), (stepped.End, stepped.ExitCode));
        Assert.AreEqual((instructions, cycles), (steppedInstructions, steppedCycles));
    }

    private static (ProgramResult Result, long Instructions, long Cycles) Run(IXscaleHost host, ICoreDebugger? debugger = null)
    {
        using (host)
        {
            string path = Path.Combine(AppContext.BaseDirectory, "Boot", "Images", "sum.elf");
            BareMetalProgram program = new(
                host, ElfReader.Read(path, File.ReadAllBytes(path)), new BareMetalOptions { Semihosting = new NoOutside(), Debugger = debugger });
            ProgramResult result = program.Run(new RunLimits(1_000_000, 10_000_000), () => false);
            return (result, host.Core.InstructionsRetired, host.Core.Cycle);
        }
    }

    private sealed class Stepper : ICoreDebugger
    {
        public const int Steps = 500;

        public int StepsDone { get; private set; }

        public bool IsStepping => StepsDone < Steps;

        public bool Attend() => true;

        public void OnStop(RunExit exit) => StepsDone++;

        public void OnFault(int signal, string problem) => Assert.Fail(problem);

        public void OnExit(int exitCode)
        {
        }
    }

    private sealed class NoOutside : ISemihostingHost
    {
        public void Write(ReadOnlySpan<byte> bytes, bool isError)
        {
        }

        public int Read(Span<byte> bytes) => 0;

        public byte[]? ReadFile(string path) => null;
    }
}
