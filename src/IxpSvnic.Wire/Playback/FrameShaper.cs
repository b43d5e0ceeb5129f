using System.Buffers.Binary;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Wire.Playback;

/// <summary>
/// What a sending station does to a frame: cut frames are zero-filled, short ones padded to 60 bytes (IEEE 802.3,
/// 3.2.8), the FCS appended. An FCS that the capture declares is verified; a wrong one stays wrong in the same bits.
/// </summary>
public sealed class FrameShaper(FrameRules rules)
{
    private byte[] _wire = new byte[2048];

    /// <summary>Builds the wire's bytes in this shaper's own buffer.</summary>
    public ShapedFrame Shape(scoped in CapturedFrame frame)
    {
        // Where the capture is cut, all or part of a declared FCS is missing and cannot be verified.
        bool isCut = frame.IsCut;
        int length = Math.Max(0, frame.OriginalLength - frame.FcsLength);
        int captured = Math.Min(frame.Data.Length, length);
        bool isRunt = length < EthernetFrame.HeaderLength;
        int padded = isRunt ? length : Math.Max(length, EthernetFrame.MinimumLength);
        int wireLength = padded + EthernetFrame.FcsLength;
        Span<byte> wire = Room(wireLength);
        frame.Data[..captured].CopyTo(wire);
        wire[captured..padded].Clear();
        uint fcs = Fcs.Compute(wire[..padded]);
        FrameFate fate = isRunt ? FrameFate.Runt
            : wireLength > rules.MaximumWireLength ? FrameFate.Oversize
            : FrameFate.Good;
        if (frame.FcsLength == EthernetFrame.FcsLength && !isCut && frame.Data.Length >= EthernetFrame.FcsLength)
        {
            uint expected = padded == length ? fcs : Fcs.Compute(wire[..length]);
            uint error = expected ^ BinaryPrimitives.ReadUInt32LittleEndian(frame.Data[length..]);
            fcs ^= error;
            fate = fate == FrameFate.Good && error != 0 ? FrameFate.BadFcs : fate;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(wire[padded..], fcs);
        return new ShapedFrame
        {
            WireBytes = wire,
            Fate = isCut && rules.Truncated == TruncatedFrames.Drop ? FrameFate.Truncated : fate,
            WasCut = isCut,
        };
    }

    private Span<byte> Room(int length)
    {
        if (_wire.Length < length)
        {
            _wire = new byte[Math.Max(length, 2 * _wire.Length)];
        }

        return _wire.AsSpan(0, length);
    }
}
