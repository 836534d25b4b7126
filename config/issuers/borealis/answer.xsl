<?xml version="1.0" encoding="UTF-8"?>
<!-- Borealis' answer to the canonical answer. No decision here means that the outcome is unknown. -->
<xsl:stylesheet version="3.0" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xpath-default-namespace="urn:borealis:enrolment:1">

  <!-- Whatever has no template, an error page for instance or another result, says nothing. -->
  <xsl:mode on-no-match="deep-skip"/>
  <xsl:mode name="decision" on-no-match="deep-skip"/>

  <!-- Each value once, with nothing inside and no white space around it: anything else is no word of Borealis'. -->
  <xsl:template match="/CardEnrolmentResponse[count(MessageId) eq 1 and count(Result) eq 1 and count(TokenId) le 1]
      [every $value in (MessageId, Result, TokenId) satisfies not($value/* or matches($value, '^\s|\s$'))]">
    <answer>
      <xsl:apply-templates select="Result" mode="decision"/>
      <requestId>{MessageId}</requestId>
      <tokenReference>{TokenId}</tokenReference>
      <reasonCode>{Result}</reasonCode>
    </answer>
  </xsl:template>

  <xsl:template match="Result[. = '00']" mode="decision"><decision>APPROVED</decision></xsl:template>
  <xsl:template match="Result[. = '85']" mode="decision"><decision>VERIFICATION_REQUIRED</decision></xsl:template>
  <xsl:template match="Result[. = ('04', '05', '07', '14', '15', '41', '43', '51', '54', '57', '62', '78')]"
      mode="decision"><decision>DECLINED</decision></xsl:template>
  <xsl:template match="Result[. = '91']" mode="decision"><decision>NOT_PROCESSED</decision></xsl:template>
  <xsl:template match="Result[. = '30']" mode="decision"><decision>REFUSED</decision></xsl:template>

</xsl:stylesheet>
