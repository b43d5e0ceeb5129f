using IxpSvnic.Arm.BareMetal;
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

    private static (ProgramResult Result, long Instructions, long Cycles) Run(IXscaleHost host)
    {
        using (host)
        {
            string path = Path.Combine(AppContext.BaseDirectory, "Boot", "Images", "sum.elf");
            BareMetalProgram program = new(
                host, ElfReader.Read(path, File.ReadAllBytes(path)), new BareMetalOptions { Semihosting = new NoOutside() });
            ProgramResult result = program.Run(new RunLimits(1_000_000, 10_000_000), () => false);
            return (result, host.Core.InstructionsRetired, host.Core.Cycle);
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
