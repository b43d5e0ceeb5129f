using System.Text;

namespace IxpSvnic.Debug.Protocol;

/// <summary>Finds packets in the bytes that a debugger sends. Bytes between packets that mean nothing are passed over.</summary>
public sealed class PacketReader
{
    /// <summary>Longest payload on the line, told to the debugger as PacketSize.</summary>
    public const int MaxPayload = 0x4000;

    private const byte InterruptByte = 3;

    private readonly byte[] _payload = new byte[MaxPayload];
    private Part _part;
    private int _length;
    private bool _isOverlong;
    private byte _sum;
    private int _told;

    private enum Part
    {
        Outside,
        Payload,
        HighDigit,
        LowDigit,
    }

    /// <summary>The last packet's payload without escapes, one character a byte.</summary>
    public string Payload
    {
        get
        {
            StringBuilder text = new(_length);
            for (int i = 0; i < _length; i++)
            {
                bool isEscaped = _payload[i] == PacketCodec.Escape && i + 1 < _length;
                text.Append((char)(isEscaped ? _payload[++i] ^ PacketCodec.EscapeFlip : _payload[i]));
            }

            return text.ToString();
        }
    }

    /// <summary>Takes a byte from the line.</summary>
    public LineEvent Take(byte value)
    {
        switch (_part)
        {
            case Part.Outside:
                return Outside(value);
            case Part.Payload:
                Inside(value);
                return LineEvent.None;
            case Part.HighDigit:
                _told = Digit(value) << 4;
                _part = Part.LowDigit;
                return LineEvent.None;
            default:
                _part = Part.Outside;
                return (_told | Digit(value)) != _sum ? LineEvent.BadSum : _isOverlong ? LineEvent.Overlong : LineEvent.Packet;
        }
    }

    private LineEvent Outside(byte value)
    {
        switch (value)
        {
            case PacketCodec.Start:
                Begin();
                return LineEvent.None;
            case InterruptByte:
                return LineEvent.Interrupt;
            case (byte)'-':
                return LineEvent.Refusal;
            default:
                return LineEvent.None;
        }
    }

    private void Inside(byte value)
    {
        if (value == PacketCodec.Start)
        {
            Begin();
            return;
        }

        if (value == PacketCodec.End)
        {
            _part = Part.HighDigit;
            return;
        }

        _sum += value;
        if (_length < MaxPayload)
        {
            _payload[_length++] = value;
        }
        else
        {
            _isOverlong = true;
        }
    }

    private void Begin()
    {
        _part = Part.Payload;
        _length = 0;
        _sum = 0;
        _isOverlong = false;
    }

    // Larger than any sum when it is no digit.
    private static int Digit(byte value) => char.IsAsciiHexDigit((char)value) ? Convert.ToInt32(((char)value).ToString(), 16) : 0x100;
}
