namespace IxpSvnic.Wire.Captures;

/// <summary>Walks the options at the end of a pcapng block.</summary>
internal ref struct PcapngOptionList(ReadOnlySpan<byte> options, PcapngByteOrder order)
{
    private ReadOnlySpan<byte> _rest = options;

    /// <summary>True when an option reached beyond its block.</summary>
    public bool IsMalformed { get; private set; }

    public bool TryNext(out ushort code, out ReadOnlySpan<byte> value)
    {
        code = 0;
        value = default;
        if (_rest.Length < 4)
        {
            IsMalformed = !_rest.IsEmpty;
            return false;
        }

        code = order.UInt16(_rest);
        int length = order.UInt16(_rest[2..]);
        if (code == PcapngBlock.EndOfOptions)
        {
            return false;
        }

        if (4 + PcapngBlock.Padded(length) > _rest.Length)
        {
            IsMalformed = true;
            return false;
        }

        value = _rest.Slice(4, length);
        _rest = _rest[(4 + PcapngBlock.Padded(length))..];
        return true;
    }
}
