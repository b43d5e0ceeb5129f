using System.Globalization;

namespace IxpSvnic.Benchmarks.Arm;

/// <summary>
/// The interpreter beside qemu-arm and qemu-system-arm on the same five executables, compiled with -mcpu=xscale -O2 -marm. Each is run with two numbers of
/// passes, in turns; the difference of the best times gives the speed without start-up and translation. The instruction counts are
/// ours: all three execute the same code and must print the same.
/// </summary>
internal static class ArmBenchmark
{
    private const int Repetitions = 5;

    /// <summary>The reference is so much faster that it needs more passes to be measurable.</summary>
    private const int ReferenceFactor = 10;

    private const int LongRun = 5;

    public static int Run(TextWriter output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ixpsvnic-bench-");
        try
        {
            List<ArmComparison> all = [.. ArmProgram.All.Select(p => Compare(p, folder.FullName))];
            Print(all, output);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ArmComparison Compare(ArmProgram program, string folder)
    {
        string file = Path.Combine(folder, program.Name);
        ChildClock.Run(
            "arm-none-eabi-gcc",
            "-mcpu=xscale", "-O2", "-marm", "-fno-tree-loop-distribute-patterns", "--specs=rdimon.specs", $"-D{program.Symbol}", Source(), "-o", file);
        byte[] elf = File.ReadAllBytes(file);
        ArmRun.Measure(program.Name, elf, program.Passes * LongRun);
        Slope ours = new();
        Slope user = new();
        Slope system = new();
        ArmRun less = default;
        ArmRun more = default;
        for (int i = 0; i < Repetitions; i++)
        {
            less = ArmRun.Measure(program.Name, elf, program.Passes);
            more = ArmRun.Measure(program.Name, elf, program.Passes * LongRun);
            ours.Add(less.Seconds, more.Seconds);
            foreach ((Slope slope, Func<int, (double Seconds, string Output)> run) in
                new (Slope, Func<int, (double, string)>)[] { (user, n => User(file, n)), (system, n => System(file, n)) })
            {
                slope.Add(
                    run(program.Passes * ReferenceFactor).Seconds,
                    run(program.Passes * ReferenceFactor * LongRun).Seconds);
            }

            if (User(file, program.Passes).Output != less.Output || System(file, program.Passes).Output != less.Output)
            {
                throw new InvalidOperationException($"{program.Name}: the printed results differ");
            }
        }

        double millions = (more.Instructions - less.Instructions) * 1e-6;
        return new ArmComparison(
            program.Name,
            millions / ours.Seconds,
            millions * ReferenceFactor / user.Seconds,
            millions * ReferenceFactor / system.Seconds,
            (more.Cycles - less.Cycles) / (double)(more.Instructions - less.Instructions));
    }

    private static (double Seconds, string Output) User(string file, int passes) =>
        ChildClock.Run("qemu-arm", "-cpu", "pxa255", file, passes.ToString(CultureInfo.InvariantCulture));

    private static (double Seconds, string Output) System(string file, int passes) => ChildClock.Run(
        "qemu-system-arm",
        "-M", "versatilepb", "-cpu", "arm926", "-m", "64", "-nographic", "-monitor", "none", "-serial", "none",
        "-semihosting-config", $"enable=on,target=native,arg=program,arg={passes}",
        "-kernel", file);

    private static void Print(List<ArmComparison> all, TextWriter output)
    {
        output.WriteLine(
            $"{"MIPS",-12}{"ours",10}{"qemu-arm",12}{"qemu-system",14}{"% of arm",10}{"% of system",13}{"cycles/instr",14}");
        foreach (ArmComparison row in all)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Name,-12}{row.Ours,10:F0}{row.User,12:F0}{row.System,14:F0}{100 * row.Ours / row.User,10:F1}{100 * row.Ours / row.System,13:F1}{row.CyclesPerInstruction,14:F2}"));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"geomean",-12}{Mean(all, r => r.Ours),10:F0}{Mean(all, r => r.User),12:F0}{Mean(all, r => r.System),14:F0}{100 * Mean(all, r => r.Ours / r.User),10:F1}{100 * Mean(all, r => r.Ours / r.System),13:F1}"));
    }

    private static double Mean(List<ArmComparison> all, Func<ArmComparison, double> value) =>
        Math.Exp(all.Average(r => Math.Log(value(r))));

    private static string Source() => Path.Combine(AppContext.BaseDirectory, "Arm", "programs.c");
}
