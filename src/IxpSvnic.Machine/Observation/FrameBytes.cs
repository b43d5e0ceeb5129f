namespace IxpSvnic.Machine.Observation;

/// <summary>
/// The bytes of frames as they were born, by tag: what a capture of drops writes at the time of death. They stay until another frame
/// gets the tag, since a copy may still die after all that were expected have met their fates.
/// It observes; nothing in the machine reads it.
/// </summary>
internal sealed class FrameBytes
{
    private const int UsualBytes = 2048;

    private byte[]?[] _frames = new byte[]?[1024];
    private int[] _lengths = new int[1024];

    public void Keep(int tag, ReadOnlySpan<byte> frame)
    {
        if (tag >= _frames.Length)
        {
            int size = Math.Max(tag + 1, _frames.Length * 2);
            Array.Resize(ref _frames, size);
            Array.Resize(ref _lengths, size);
        }

        byte[] buffer = _frames[tag] ??= new byte[Math.Max(frame.Length, UsualBytes)];
        if (buffer.Length < frame.Length)
        {
            _frames[tag] = buffer = new byte[frame.Length];
        }

        frame.CopyTo(buffer);
        _lengths[tag] = frame.Length;
    }

    public ReadOnlySpan<byte> Of(int tag) =>
        tag < _frames.Length && _frames[tag] is { } buffer ? buffer.AsSpan(0, _lengths[tag]) : default;
}
