using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>Small captures that together use every way through the machine.</summary>
internal static class Traffic
{
    /// <summary>Frames of mixed lengths for a few VIFs, with group, unknown, short and overlong ones between.</summary>
    public static Scenario Mixed(int frames = 60, int vifs = 4)
    {
        Scenario scenario = new(vifs);
        foreach ((long nanoseconds, byte[] frame) in MixedFrames(frames, vifs))
        {
            scenario.Add(nanoseconds, frame);
        }

        return scenario;
    }

    public static IEnumerable<(long Nanoseconds, byte[] Frame)> MixedFrames(int frames, int vifs)
    {
        SeededRandom random = new(7);
        long time = 0;
        for (int i = 0; i < frames; i++)
        {
            ulong to = random.Next(10) switch
            {
                0 => Frames.Broadcast,
                1 => Frames.Stranger,
                _ => Frames.Vif(random.Next(vifs)),
            };
            int length = random.Next(12) switch { 0 => 12, 1 => 1530, 2 => 1514, 3 => 1515, _ => 60 + random.Next(400) };
            yield return (time, Frames.Make(to, Frames.Sender(random.Next(3)), length, i));
            time += random.Next(9_000);
        }
    }

    /// <summary>The shortest frames back to back, more than the machine carries.</summary>
    public static Scenario Overload(int frames = 1800, int vifs = 4)
    {
        Scenario scenario = new(vifs);
        for (int i = 0; i < frames; i++)
        {
            scenario.Add(0, Frames.Make(Frames.Vif(i % vifs), Frames.Sender(0), 60, i));
        }

        return scenario;
    }

    /// <summary>One frame length, for one VIF after the other, evenly spaced.</summary>
    public static Scenario Even(int frames, int length, long gapNanoseconds, int vifs = 1)
    {
        Scenario scenario = new(vifs);
        for (int i = 0; i < frames; i++)
        {
            scenario.Add(i * gapNanoseconds, Frames.Make(Frames.Vif(i % vifs), Frames.Sender(0), length, i));
        }

        return scenario;
    }
}
