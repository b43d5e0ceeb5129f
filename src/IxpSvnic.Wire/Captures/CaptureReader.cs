using System.Buffers.Binary;

namespace IxpSvnic.Wire.Captures;

/// <summary>
/// Streaming reader of Ethernet captures: pcap (microseconds and nanoseconds, both byte orders) and pcapng, either
/// gzipped. Formats: IETF drafts draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng. A pull costs no allocation.
/// <para>
/// <em>Not modelled:</em> encapsulations other than Ethernet; pcapng name resolution, statistics, secrets and custom
/// blocks are skipped.
/// </para>
/// </summary>
public abstract class CaptureReader : IDisposable
{
    private static ReadOnlySpan<byte> ZstandardMagic => [0x28, 0xB5, 0x2F, 0xFD];

    private static ReadOnlySpan<byte> Lz4Magic => [0x04, 0x22, 0x4D, 0x18];

    private protected CaptureReader(CaptureInput input, CaptureReaderOptions options)
    {
        Input = input;
        Options = options;
    }

    /// <summary>The file as the user named it.</summary>
    public string Path => Input.Path;

    /// <summary>The interfaces met so far, in file order through all sections.</summary>
    public abstract IReadOnlyList<CaptureInterface> Interfaces { get; }

    /// <summary>
    /// True once a cut file was read to its cut (only with <see cref="CaptureReaderOptions.AllowCut"/>).
    /// </summary>
    public bool WasCut { get; private protected set; }

    private protected CaptureInput Input { get; }

    private protected CaptureReaderOptions Options { get; }

    /// <summary>Opens a capture of any supported format.</summary>
    /// <exception cref="CaptureFormatException">The file is missing, empty, cut or not a capture.</exception>
    public static CaptureReader Open(string path, CaptureReaderOptions? options = null)
    {
        options ??= CaptureReaderOptions.Default;
        CaptureInput input = CaptureInput.Open(path, options);
        try
        {
            return Open(input, options);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next frame, false at the end of the capture.</summary>
    /// <exception cref="CaptureFormatException">The capture is malformed.</exception>
    public abstract bool TryRead(out CapturedFrame frame);

    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the capture at a place where nothing, or too little, is left.</summary>
    private protected bool EndAt(long offset, string what, out CapturedFrame frame)
    {
        frame = default;
        bool cut = Input.Available > 0 || Input.PackedDataCut;
        if (cut && !Options.AllowCut)
        {
            throw Input.Error(
                offset, $"the file is cut off inside {what}: only {Input.Available} byte(s) of it are there");
        }

        WasCut |= cut;
        return false;
    }

    /// <summary>Refuses lengths no Ethernet capture has.</summary>
    private protected void CheckLengths(long offset, uint capturedLength, uint originalLength)
    {
        if (capturedLength > CaptureLimits.MaximumRecordLength)
        {
            throw Input.Error(
                offset, $"absurd captured length {capturedLength} (at most {CaptureLimits.MaximumRecordLength})");
        }

        if (originalLength > CaptureLimits.MaximumRecordLength)
        {
            throw Input.Error(
                offset, $"absurd original length {originalLength} (at most {CaptureLimits.MaximumRecordLength})");
        }
    }

    private static CaptureReader Open(CaptureInput input, CaptureReaderOptions options)
    {
        if (!input.TryPeek(4, out ReadOnlySpan<byte> magic))
        {
            throw input.Available == 0
                ? input.Error(-1, "the file is empty")
                : input.Error(0, $"not a capture: only {input.Available} byte(s) long");
        }

        if (PcapReader.IsMagic(magic))
        {
            return new PcapReader(input, options);
        }

        if (PcapngReader.IsMagic(magic))
        {
            return new PcapngReader(input, options);
        }

        string value = $"0x{BinaryPrimitives.ReadUInt32BigEndian(magic):X8}";
        bool packed = magic.SequenceEqual(ZstandardMagic) || magic.SequenceEqual(Lz4Magic);
        throw input.Error(0, packed
            ? $"packed with zstd or lz4 (magic {value}): unpack it first; only gzip is read directly"
            : $"not a pcap or pcapng capture (magic {value})");
    }
}
