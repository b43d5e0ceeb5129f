using IxpSvnic.Arm.Tests.Qemu;

namespace IxpSvnic.Arm.Tests.Programs;

/// <summary>Compiles the C programs beside this file.</summary>
internal static class Compiler
{
    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "Programs");

    /// <summary>With newlib over semihosting, little-endian.</summary>
    public static byte[] Hosted(string program, string level, string state) =>
        Compile(["--specs=rdimon.specs", Source($"{program}.c"), "-lm"], level, state);

    /// <summary>Without any library, over Linux's system calls.</summary>
    public static byte[] Freestanding(string program, string level, string state, string order) => Compile(
        [
            $"-m{order}-endian", "-DFREESTANDING", "-ffreestanding", "-nostdlib", "-fno-jump-tables", "-fno-tree-loop-distribute-patterns",
            "-Wl,-Ttext-segment=0x10000", Source("start.S"), Source($"{program}.c"), Source("freestanding.c"),
        ],
        level,
        state);

    private static byte[] Compile(string[] arguments, string level, string state)
    {
        using TemporaryFolder folder = new();
        string output = folder["program.elf"];
        ExternalTool.Output("arm-none-eabi-gcc", ["-mcpu=xscale", $"-{level}", $"-m{state}", "-o", output, .. arguments]);
        return File.ReadAllBytes(output);
    }

    private static string Source(string name) => Path.Combine(Sources, name);
}
