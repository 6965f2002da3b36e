"""The first bytes of recordings, films and documents: as much as is looked at."""

M4A = b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom" + b"\0" * 40
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 40
MOV = b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 40
THREE_GP = b"\0\0\0\x18ftyp3gp5\0\0\0\x003gp5isom" + b"\0" * 40
MP3 = b"ID3\x04\0\0\0\0\0\0" + b"\0" * 40
MP3_BARE = b"\xff\xfb\x90\x64" + b"\0" * 40
AAC = b"\xff\xf1\x50\x80" + b"\0" * 40
AMR = b"#!AMR\n" + b"\0" * 40
WAV = b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40
AVI = b"RIFF\x24\0\0\0AVI LIST" + b"\0" * 40
OGG = b"OggS\0\x02" + b"\0" * 40
MKV = b"\x1a\x45\xdf\xa3" + b"\0" * 40
PDF = b"%PDF-1.7\n" + b"\0" * 40
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40
DOCX = b"PK\x03\x04\x14\0\x06\0" + b"\0" * 40
RTF = b"{\\rtf1\\ansi" + b"\0" * 40
SOUND = {"audio/mp4": M4A, "audio/mpeg": MP3, "audio/aac": AAC, "audio/amr": AMR,
         "audio/wav": WAV, "audio/ogg": OGG}  # fmt: skip
FILMS = {"video/mp4": MP4, "video/quicktime": MOV, "video/3gpp": THREE_GP,
         "video/x-msvideo": AVI, "video/x-matroska": MKV}  # fmt: skip
PAPERS = {"application/pdf": PDF, "application/x-ole-storage": DOC, "application/zip": DOCX,
          "application/rtf": RTF}  # fmt: skip
EXE = b"MZ\x90\0\x03" + b"\0" * 60
