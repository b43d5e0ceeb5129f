namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>Runs a random program under qemu.</summary>
internal static class FuzzReference
{
    public static FuzzOutcome Run(FuzzProgram program)
    {
        using TemporaryFolder folder = new();
        string file = folder["program.elf"];
        ExternalTool.WriteExecutable(file, program.Elf);
        string tool = program.Options.IsBigEndian ? "qemu-armeb" : "qemu-arm";
        byte[] output = ExternalTool.Output(tool, "-cpu", program.Options.Processor, file);
        Assert.HasCount(program.LogBytes + program.SandboxBytes, output);
        return new FuzzOutcome(output, 0);
    }
}
