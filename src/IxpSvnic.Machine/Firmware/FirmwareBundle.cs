using System.Buffers.Binary;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Firmware;

/// <summary>
/// What the control plane finds in flash: options, the layout's values in the order of <c>layout.names</c>, the microcode images.
/// Big-endian words; the format is described in firmware/xscale/README.md.
/// </summary>
public sealed class FirmwareBundle
{
    /// <summary>Where it lies in flash.</summary>
    public const int FlashOffset = 0x0010_0000;

    private const uint Magic = 0x4958_5342;
    private const uint Version = 1;
    private const int EngineStride = 0x10;
    private const int TimestampPeriods = 16;
    private const int StoreWords = 4096;

    private readonly List<uint> _words = [];

    private FirmwareBundle()
    {
    }

    /// <summary>The bytes as they lie in flash.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[4 * _words.Count];
        for (int i = 0; i < _words.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), _words[i]);
        }

        return bytes;
    }

    /// <summary>Puts a firmware and its options together. <paramref name="names"/>: the layout's names the control plane was built with.</summary>
    public static FirmwareBundle Build(
        FirmwareSet firmware, FirmwareOptions options, IReadOnlyList<string> names, int ports, long engineCycleTicks)
    {
        long period = Math.Max(
            1, Ticks.FromNanoseconds(options.PollPeriodNs) / (TimestampPeriods * engineCycleTicks));
        uint[] values = [options.LocalSwitch ? 1u : 0, (uint)Math.Min(period, ushort.MaxValue), (uint)ports];
        FirmwareBundle bundle = new();
        List<uint> words = bundle._words;
        words.AddRange([Magic, Version, 0, 0, (uint)values.Length, (uint)names.Count, 0, 0]);
        words.AddRange(values);
        foreach (string name in names)
        {
            words.Add((uint)firmware.Layout[name]);
        }

        for (int engine = 0; engine < FirmwareSet.Engines; engine++)
        {
            if (firmware[engine] is { } image)
            {
                words[6]++;
                bundle.Add(engine, image);
            }
        }

        words[2] = (uint)words.Count;
        words[3] = (uint)-words.Aggregate(0u, (sum, word) => sum + word);
        return bundle;
    }

    private void Add(int engine, MicrocodeImage image)
    {
        IReadOnlyList<ulong> prologue = RegisterPrologue.Of(image);
        int room = StoreWords - image.Words.Length;
        if (prologue.Count > StoreWords)
        {
            throw new InvalidDataException($"{image.Name}: {prologue.Count} instructions would be needed to set its registers");
        }

        // Behind the program where it fits: no trace point of the program lies there.
        _words.Add((uint)((engine & 3) | (engine >> 2) * EngineStride));
        _words.Add(image.Contexts == 4 ? 0x55u : 0xff);
        _words.Add(image.UengineParameters);
        _words.Add((uint)image.InitialCsrs.Count);
        _words.Add((uint)(prologue.Count <= room ? image.Words.Length : 0));
        _words.Add((uint)prologue.Count);
        _words.Add((uint)image.Words.Length);
        foreach (InitialCsr csr in image.InitialCsrs)
        {
            _words.Add((uint)csr.Csr);
            _words.Add(csr.Value);
        }

        Add(prologue);
        Add(image.Words);
    }

    private void Add(IReadOnlyList<ulong> instructions)
    {
        foreach (ulong instruction in instructions)
        {
            _words.Add((uint)(instruction >> 32) & 0xff);
            _words.Add((uint)instruction);
        }
    }
}
